"""Writes src/base/holidays.inc from 国民の祝日に関する法律 (昭和23年法律第178号) and the special acts of 2020/2021.

2020-2027 agree with the list the Cabinet Office publishes (equinoxes announced); from 2028 the equinoxes are
computed with the usual astronomical approximation and marked true, to be confirmed when they are announced each February.
"""
import datetime as d
import pathlib

D = d.date


def nth_monday(year, month, n):
    first = D(year, month, 1)
    return first + d.timedelta((7 - first.weekday()) % 7 + 7 * (n - 1))


def equinox(year, base):
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)


def named(y):
    days = {
        D(y, 1, 1): "元日", nth_monday(y, 1, 2): "成人の日", D(y, 2, 11): "建国記念の日", D(y, 2, 23): "天皇誕生日",
        D(y, 3, equinox(y, 20.8431)): "春分の日", D(y, 4, 29): "昭和の日", D(y, 5, 3): "憲法記念日",
        D(y, 5, 4): "みどりの日", D(y, 5, 5): "こどもの日", nth_monday(y, 7, 3): "海の日", D(y, 8, 11): "山の日",
        nth_monday(y, 9, 3): "敬老の日", D(y, 9, equinox(y, 23.2488)): "秋分の日", nth_monday(y, 10, 2): "スポーツの日",
        D(y, 11, 3): "文化の日", D(y, 11, 23): "勤労感謝の日",
    }
    moved = {2020: {"海の日": D(2020, 7, 23), "スポーツの日": D(2020, 7, 24), "山の日": D(2020, 8, 10)},
             2021: {"海の日": D(2021, 7, 22), "スポーツの日": D(2021, 7, 23), "山の日": D(2021, 8, 8)}}.get(y, {})
    days = {day: name for day, name in days.items() if name not in moved}
    days.update({day: name for name, day in moved.items()})
    return days


def with_substitutes(days):
    extra = {}
    for day in sorted(days):
        if day.weekday() == 6:
            other = day + d.timedelta(1)
            while other in days:
                other += d.timedelta(1)
            extra[other] = "振替休日"
    for day in list(days):
        middle = day + d.timedelta(1)
        if middle not in days and day + d.timedelta(2) in days and middle.weekday() != 6 and middle not in extra:
            extra[middle] = "国民の休日"
    return days | extra


def computed(day, days):
    """An equinox not yet announced, and the free days that stand there because of it."""
    if day.year < 2028:
        return False
    if "分の日" in days[day]:
        return True
    near = [day + d.timedelta(n) for n in range(-3, 3)]
    return days[day] in ("振替休日", "国民の休日") and any("分の日" in days.get(other, "") for other in near)


lines = ["// Source: 国民の祝日に関する法律; 2020-2027 as published by 内閣府「国民の祝日について」.",
         "// true: rests on an equinox that is computed and not announced yet (from 2028); confirm it each February."
         " Made by tools/holidays.py."]
for year in range(2020, 2036):
    days = with_substitutes(named(year))
    for day, name in sorted(days.items()):
        mark = ", true" if computed(day, days) else ""
        lines.append('{%d, "%s"%s},' % (day.year * 10000 + day.month * 100 + day.day, name, mark))
pathlib.Path(__file__).parent.parent.joinpath("src/base/holidays.inc").write_text("\n".join(lines) + "\n")
