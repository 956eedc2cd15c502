"""Services of a region as large as one wants, for bin/bench: lists in the layout of WAM NET with made-up rows of the
fictitious 若葉県, and answers of telephone calls."""
import csv
import datetime
import random
import sqlite3
import subprocess

HEADINGS = ("都道府県コード又は市区町村コード", "NO（※システム内の固有の番号、連番）", "指定機関名", "法人の名称", "法人の名称_かな", "法人番号",
            "法人住所（市区町村）", "法人住所（番地以降）", "法人電話番号", "法人FAX番号", "法人URL", "サービス種別", "事業所の名称",
            "事業所の名称_かな", "事業所番号", "事業所住所（市区町村）", "事業所住所（番地以降）", "事業所電話番号", "事業所FAX番号", "事業所URL",
            "事業所緯度", "事業所経度", "利用可能な時間帯（平日）", "利用可能な時間帯（土曜）", "利用可能な時間帯（日曜）", "利用可能な時間帯（祝日）",
            "定休日", "利用可能曜日特記事項（留意事項）", "定員")
CITIES = (("992011", "若葉市"), ("992020", "北浜市"), ("992038", "花岡市"), ("992046", "東台市"), ("992054", "緑ヶ丘市"),
          ("992062", "松野市"), ("992071", "汐見市"))
KINDS = ("短期入所", "児童発達支援", "放課後等デイサービス", "保育所等訪問支援", "障害児相談支援", "居宅介護", "生活介護", "計画相談支援")
CONDITIONS = ("ventilator", "tracheostomy", "suction", "tube_feeding", "oxygen", "night", "weekend", "transport", "nurse",
              "siblings", "vacancy")


def write_list(path, rows, kind=None, start=1):
    """A list of `rows` offices; the same arguments write the same bytes."""
    chance = random.Random(start)
    with open(path, "w", encoding="utf-8-sig", newline="") as out:
        sheet = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        sheet.writerow(HEADINGS)
        for i in range(start, start + rows):
            code, city = CITIES[i % len(CITIES)]
            sheet.writerow((
                "99000", f"A{i:010d}", "若葉県", f"社会福祉法人第{i // 3}会", "", "", f"若葉県{city}", f"中央{i % 40}丁目{i}", "", "", "",
                kind or KINDS[i % len(KINDS)], f"事業所{i:06d}", "", f"99{i:08d}", f"若葉県{city}", f"本町{i % 9 + 1}丁目{i}-{i % 7}",
                f"0000-{i // 10000:02d}-{i % 10000:04d}", "", "", f"{38.2 + chance.random() / 2:.6f}", f"{135.6 + chance.random() / 2:.6f}",
                "09:00-17:00", "", "", "", "日曜、祝日", "", i % 20 + 1))


def tell(data, share=0.7, seed=1):
    """Answers for a share of the services: written while nobody serves."""
    chance, day = random.Random(seed), datetime.date.today()
    with sqlite3.connect(f"{data}/michi.db") as db:
        services = [row[0] for row in db.execute("SELECT id FROM directory_service")]
        number, rows = 10_000_000, []
        for service in services:
            if chance.random() > share:
                continue
            as_of = (day - datetime.timedelta(days=chance.randrange(400))).isoformat()
            for condition in CONDITIONS:
                if chance.random() < 0.6:
                    number += 1
                    rows.append((number, service, condition, chance.choice((0, 1, 1, 1, 2)), as_of))
        db.executemany("INSERT INTO directory_fact (id, service_id, condition, answer, as_of, source, at) VALUES (?, ?, ?, ?, ?, 'phone', 0)",
                       rows)
    return len(rows)


def fill(program, data, work, count):
    """Services up to `count` in a demonstration that nobody serves; answers what was added."""
    write_list(work / "places.csv", count)
    subprocess.run([program, "import", "--data", data, work / "places.csv"], check=True, capture_output=True)
    return tell(data)


QUESTIONS = (
    "kind=short_stay&from=992020&care=ventilator&care=suction&age=2&asked=1",
    "kind=child_development_support&from=992011&km=20&care=tube_feeding&need=transport&asked=1",
    "kind=after_school_day_service&care=oxygen&care=suction&need=weekend&need=vacancy&asked=1",
    "from=992046&km=10&care=ventilator&care=tracheostomy&care=suction&care=tube_feeding&care=oxygen&age=2&need=night&asked=1",
    "kind=short_stay&kind=home_help&from=992071&km=40&need=night&need=nurse&asked=1",
    "care=ventilator&asked=1",
    "asked=1",
)
