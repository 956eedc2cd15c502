#!/usr/bin/env python3
"""Sentences as long and as varied as those of real notes, for `michishirube demo --notes-from` and bin/bench: made up by
chance, of nobody. tools/prose.py FILE [SENTENCES]: one a line; the same number makes the same bytes.
The demonstration's own notes are thirty sentences with some 700 pairs of characters, which flatters every index and every
compression. Here 20,000 words are drawn by Zipf's law: the words of the work first, then compounds of 2,200 kanji and words
in katakana that mean nothing, between the particles and endings of ordinary prose; about 100,000 pairs."""
import bisect
import itertools
import random
import sys

WORK = (
    "母 電話 吸引 看護師 訪問看護 学校 父 主治医 連絡 確認 受診 利用 相談 保育所 担当 来週 夜間 体調 退院 病院 人工呼吸器 短期入所 面談 "
    "市 説明 希望 予定 送迎 家族 入院 日程 書類 注入 酸素 胃ろう 本人 保育 会議 通所 支援 事業所 申請 調整 看護 医師 発熱 入浴 祖母 "
    "きょうだい 避難 電源 記録 医療的ケア 気管切開 カニューレ 経管栄養 保健師 相談支援専門員 児童発達支援 放課後等デイサービス 特別支援学校 "
    "教育委員会 手当 診断書 更新 就学 装具 車いす 外出 睡眠 体重 けいれん 薬 副作用 検査 血液 心拍 酸素飽和度 アラーム 業者 点検 "
    "バッテリー 停電 訓練 リハビリ 理学療法士 言語聴覚士 作業療法士 栄養士 経口 ペースト ミルク 便秘 嘔吐 感染 予防接種 通園 "
    "園長 校長 担任 養護教諭 授業 行事 遠足 宿泊 付き添い 同乗 タクシー 駐車場 階段 段差 改修 浴室 ベッド 寝返り 体位 呼吸 "
    "仕事 育休 復職 夜勤 腰痛 休息 不安 疲れ 涙 笑顔 要望 苦情 謝罪 お礼 写真 資料 様式 押印 窓口 予算 補助金 契約 更衣").split()
PARTICLES = ("は", "が", "を", "に", "の", "で", "と", "も", "から", "まで", "より", "には", "では", "への", "とは", "について", "のため", "として")
ENDINGS = ("した", "する", "している", "していた", "したい", "したいとのこと", "できた", "できない", "を確かめた", "を聞いた", "をさがす", "が必要", "が決まった",
           "があった", "がない", "の予定", "と言われた", "と話す", "を待つ", "を伝えた", "をお願いした", "になった", "が続いている", "が心配", "は変わらず",
           "を断られた", "を送った", "を受け取った", "に迷っている", "は来月", "を続ける", "が増えた", "が減った", "を休んだ", "に行った")
JOINTS = ("、", "、", "て、", "ので、", "が、", "し、", "ため、", "と、", "ながら、", "れば、")
LOAN = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポャュョッー"
HIRAGANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
SELDOM = "カフアシストを使い始めるか、主治医と相談する。"


class Zipf:
    """Draws from a list, its first entries most often."""

    def __init__(self, chance, entries, power):
        self.chance, self.entries = chance, entries
        self.sums = list(itertools.accumulate(1 / (n + 2.7) ** power for n in range(len(entries))))

    def draw(self):
        return self.entries[bisect.bisect_left(self.sums, self.chance.random() * self.sums[-1])]


def kanji():
    """Those of the first level of JIS X 0208, in its order."""
    return [bytes((row, cell)).decode("euc_jp") for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF)
            if row < 0xCF or cell <= 0xD3]


def vocabulary(chance, size):
    signs = kanji()
    chance.shuffle(signs)
    sign = Zipf(chance, signs[:2200], 0.9)
    words = list(WORK)
    while len(words) < size:
        kind = chance.random()
        if kind < 0.6:
            words.append(sign.draw() + sign.draw())
        elif kind < 0.7:
            words.append(sign.draw() + sign.draw() + sign.draw())
        elif kind < 0.8:
            words.append(sign.draw() + "".join(chance.choices(HIRAGANA, k=chance.randint(1, 2))))
        elif kind < 0.9:
            words.append("".join(chance.choices(LOAN, k=chance.randint(3, 6))))
        else:
            words.append("".join(chance.choices(HIRAGANA, k=chance.randint(2, 4))))
    return words


def number(chance):
    return chance.choice((f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日", f"{chance.randint(7, 20)}時", f"{chance.randint(2, 9)}回",
                          f"{chance.randint(36, 39)}.{chance.randint(0, 9)}度", f"{chance.randint(80, 100)}%", f"週{chance.randint(1, 5)}回"))


def sentences(count, seed=1):
    chance = random.Random(seed)
    word = Zipf(chance, vocabulary(chance, 20_000), 1.0)
    particle, ending = Zipf(chance, PARTICLES, 1.0), Zipf(chance, ENDINGS, 0.7)
    for n in range(count):
        if n % 2000 == 1999:
            yield SELDOM
            continue
        parts = []
        for clause in range(chance.randint(1, 3)):
            if clause:
                parts.append(chance.choice(JOINTS))
            for _ in range(chance.randint(1, 3)):
                parts += [number(chance) if chance.random() < 0.08 else word.draw(), particle.draw()]
            parts.append(word.draw())
            parts.append(ending.draw())
        yield "".join(parts) + "。"


def write(path, count=100_000):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in sentences(count))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
