-- 手当・制度: what a family can get. Every change is an edition; the newest of a scheme counts.
-- place: "" the whole country, a prefecture's or a municipality's 6-digit code.
-- up_to_municipality: each municipality decides whether there is one.
-- trust: 0 read in its source, 1 read at second hand, 2 from memory. as_of: the day it was looked up.
CREATE TABLE scheme_edition (
    id INTEGER PRIMARY KEY,
    scheme_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    what TEXT NOT NULL DEFAULT '',
    amount TEXT NOT NULL DEFAULT '',
    holder TEXT NOT NULL DEFAULT '',
    ask_at TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    up_to_municipality SMALLINT NOT NULL DEFAULT 0,
    from_age SMALLINT,
    below_age SMALLINT,
    until_school_end SMALLINT NOT NULL DEFAULT 0,
    valid_from TEXT,
    valid_until TEXT,
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    trust SMALLINT NOT NULL DEFAULT 0,
    retired SMALLINT NOT NULL DEFAULT 0,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
CREATE INDEX scheme_edition_by_scheme ON scheme_edition (scheme_id, id);
INSERT INTO scheme_edition (id, scheme_id, name, what, amount, holder, ask_at, up_to_municipality, from_age, below_age, until_school_end, valid_from, as_of, source, trust) VALUES
 (1, 1, '特別児童扶養手当', '障害のある子どもを家で育てている人への手当。4月・8月・11月に支払われる。', '1級 月56,800円／2級 月37,830円（2025年4月から）', '施設に入所している子どもは受けられない。所得の制限がある。', '市町村の窓口', 0, NULL, 20, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (2, 2, '障害児福祉手当', '家で暮らし、いつも介護がいる子どもへの手当。', '月16,100円（2025年4月から）', '家で暮らしていること。いつも介護がいること。', '市町村の窓口', 0, NULL, 20, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (3, 3, '特別障害者手当', '20歳からの手当。', '月29,590円（2025年4月から）', '家で暮らしていること。', '市町村の窓口', 0, 20, NULL, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (4, 4, '障害基礎年金', '20歳からの年金。', '', '', '年金事務所・市町村の窓口', 0, 20, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (5, 5, '小児慢性特定疾病医療費助成', '決められた病気の医療費の助け。申請は18歳になる前、続けられるのは20歳になる前まで。', '', '', '保健所など', 0, NULL, 20, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (6, 6, '小児慢性特定疾病児の日常生活用具', '電気式たん吸引器、ネブライザー、パルスオキシメーター、人工鼻、車いす、特殊寝台など18品目。申請書・医師の意見書・見積書・税の状況・受給者証の写しがいる。', '', '小児慢性の受給者証があり、ほかの制度で出ないこと。', '市町村の窓口', 1, NULL, 20, 0, NULL, '2026-11-01', '尾道市 https://www.city.onomichi.hiroshima.jp/soshiki/21/24745.html（年齢は記憶による）', 0),
 (7, 7, '日常生活用具（障害者総合支援法）', '市町村が決める用具。非常用の電源を含む市町村がある（2019年3月29日 障障発0329第5号）。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '二次の資料による', 1),
 (8, 8, '補装具', '車いす、座位保持装置など。体が大きくなれば作りなおせる。', '', '', '市町村の窓口', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (9, 9, '育成医療', '障害を軽くする手術などの医療費の助け。', '', '', '市町村の窓口', 0, NULL, 18, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (10, 10, '未熟児養育医療', '未熟児の入院の医療費の助け。', '', '', '市町村の窓口', 0, NULL, 1, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (11, 11, '重度障害者医療費助成', '市町村が行う医療費の助け。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (12, 12, '障害児通所給付（児童発達支援・放課後等デイサービスなど）', '通所の受給者証。計画（障害児支援利用計画）がいる。放課後等デイサービスは高校を卒業するまで。', '', '', '市町村の窓口・相談支援事業所', 0, NULL, NULL, 1, NULL, '2026-11-01', '鹿児島市の案内（計画）／年齢は記憶による', 2),
 (13, 13, '子ども医療費助成', '子どもの医療費の助け。年齢と内容は市町村が決める。', '', '', '市町村の窓口', 1, NULL, 18, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (14, 14, '特別支援教育就学奨励費', '特別支援学校などに通うときの費用の助け。', '', '', '学校・教育委員会', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (15, 15, '割引（NHK・税・自動車税・駐車・有料道路）', '障害者手帳などでの割引。', '', '手帳の等級で変わる。', 'それぞれの窓口', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (16, 16, '介護休業・子の看護等休暇（はたらく保護者）', '介護休業は93日。子の看護等休暇、育児休業。', '', 'はたらいている保護者。', '勤め先・労働局', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (17, 17, '在宅レスパイト（訪問看護の時間を延ばす）', '訪問看護師が家に来て、家族が休める時間をつくる。行う市町村と時間数は市町村が決める。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '福岡県の市町村の一覧 https://www.pref.fukuoka.lg.jp/contents/syounizaitakushien.html', 0);
