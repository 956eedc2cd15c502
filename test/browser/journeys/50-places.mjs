// A place for a child: from the case's conditions to candidates, what one place told, a list taken and
// taken back, a damaged list refused row by row, and a gap recorded as a regional issue.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const published = name => ({ name, mimeType: 'text/csv', buffer: readFileSync(fileURLToPath(new URL(`../../../src/directory/testdata/${name}`, import.meta.url))) });
const heading = 'NO,名称,種別,住所,電話番号,収容定員,一時預かりの有無\n';
const damaged = { name: 'damaged.csv', mimeType: 'text/csv', buffer: Buffer.from(`${heading}1,たんぽぽ園,認可私立保育所,若葉市中央1-1,0000-21-0001,30,有\n2,,認可私立保育所,若葉市中央2,0000-21-0002,20,無\n3,すみれ園,認可私立保育所,,,10,無\n`) };

export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await search(bench, page);
  await fromCase(bench, page);
  await service(bench, page);
  await issue(bench, page);
  await importing(bench);
}

async function search(bench, page) {
  await page.goto('/w/resources');
  bench.check('the directory lists places', await page.locator('li.res').count() > 0);
  await page.fill('#words', '夜間のケアがつらい');
  await page.press('#words', 'Enter');
  await page.waitForURL(/s=/);
  bench.check('what a family says stays out of the address', !decodeURIComponent(page.url()).includes('夜間'), page.url());
  const kinds = await page.locator('li.res .kind').allTextContents();
  bench.check('what a family says finds places for the night first', kinds.slice(0, 5).every(kind => /短期入所|訪問看護|レスパイト/.test(kind)), kinds.slice(0, 5).join(' '));
  bench.check('it is said why', await page.locator('.read li', { hasText: '短期入所' }).count() > 0);
  await bench.look(page, 'places-words');
  await page.fill('#words', 'どこにもないことば');
  await page.press('#words', 'Enter');
  await page.locator('.empty').waitFor();
  await bench.look(page, 'places-none');
}

async function fromCase(bench, page) {
  await page.goto('/w/resources?case=W-0231&kind=short_stay');
  bench.check('the case is named', await page.getByText('W-0231').count() > 0);
  const reasons = page.locator('li.res').first().locator('.why li');
  bench.check('each condition of the case has a reason', await reasons.count() > 2, String(await reasons.count()));
  bench.check('what nobody said is a question, not an answer', await page.locator('.why li.u').count() > 0);
  const add = page.locator('button[name=set][value="1"]').first();
  if (await add.count()) {
    await add.click();
    await page.locator('.cand li a').first().waitFor();
  }
  bench.check('candidates stand beside the list', await page.locator('.cand li a').count() > 0);
  await page.goto('/w/resources?case=W-0231&kind=short_stay');
  await bench.look(page, 'places-case');
}

async function service(bench, page) {
  await page.goto('/w/resources?kind=short_stay&asked=1');
  await page.locator('li.res h3 a').first().click();
  await page.locator('#condition').waitFor();
  await page.selectOption('#condition', 'ventilator');
  await page.locator('input[name=answer][value=yes]').check({ force: true });
  await page.fill('#detail', '日中のみ。夜間はなし');
  await page.locator('.stack .btn.pri').click();
  await page.getByText('日中のみ。夜間はなし').first().waitFor();
  bench.check('what the telephone told is shown', await page.locator('.why li.y').count() > 0);
  await bench.look(page, 'places-service');
}

async function issue(bench, page) {
  await page.goto('/w/resources?kind=medical_hospice&asked=1');
  await page.locator('.gap .btn').click();
  await page.waitForURL(/\/w\/issues/);
  bench.check('a gap becomes a numbered issue', await page.getByText(/K-\d{4}/).count() > 0);
  await bench.look(page, 'places-issues');
}

async function importing(bench) {
  const page = await bench.as('centre_head');
  await page.goto('/w/resources/import');
  await page.setInputFiles('#file', published('wam_202503_021_ryoyo_kaigo_pref35.csv'));
  await page.locator('.btn.pri').last().click();
  await page.waitForURL(/import\/.+/);
  bench.check('the preview tells how many rows are new', await page.locator('dl.kv dd').nth(1).textContent() === '3');
  await bench.look(page, 'places-preview');
  await page.locator('form.acts .btn.pri').click();
  await page.waitForURL(/import$/);
  bench.check('the list stands among the imports', await page.getByText('wam_202503_021').count() > 0);
  await page.locator('form[action$="/undo"] button').first().click();
  await page.getByText('取り消しました').first().waitFor();
  bench.check('an import is taken back', true);
  await page.setInputFiles('#file', damaged);
  await page.locator('.btn.pri').last().click();
  await page.waitForURL(/import\/.+/);
  bench.check('wrong rows are named with their reason', await page.getByText('名前がありません').count() > 0);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('a[download]').click()]);
  const text = readFileSync(await file.path(), 'utf8');
  bench.check('they come back as the same file with a column of reasons', text.includes('取り込めなかった理由') && text.split('\r\n').length === 4, text);
  await bench.look(page, 'places-refused');
  await page.goto('/w/resources/import');
  await page.setInputFiles('#file', { name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') });
  await page.locator('.btn.pri').last().click();
  await page.locator('.errs').waitFor();
  bench.check('a file that cannot be read is refused with what to do', await page.getByText('保存し直して').count() > 0);
  await bench.look(page, 'places-file-refused');
  await unknownList(bench, page);
  await elevenLists(bench, page);
  await endOfAList(bench, page);
  await page.goto('/w/resources/phrases');
  await bench.look(page, 'places-phrases');
}

async function unknownList(bench, page) {
  const own = 'うちの一覧\nばんごう,よびな,ばしょ,れんらく先\n1,あおば,若葉市中央1-1,0000-21-0001\n2,みどり,若葉市中央2-2,0000-21-0002\n';
  await page.goto('/w/resources/import');
  await page.setInputFiles('#file', { name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(own) });
  await page.locator('.btn.pri').last().click();
  await page.waitForURL(/columns/);
  await bench.look(page, 'places-columns');
  await page.locator('form.stack .btn.pri').click();
  await page.locator('.errs').waitFor();
  bench.check('without a column of names nothing is saved', await page.getByText('名前の列を選んでください').count() > 0);
  await page.selectOption('#c1', 'name');
  await page.selectOption('#c2', 'address');
  await page.selectOption('#c3', 'phone');
  await page.locator('button[value=look]').click();
  await page.waitForURL(/c1=name/);
  bench.check('the first rows are shown as they would be read', await page.locator('tr', { hasText: '住所' }).getByText('若葉市中央1-1').count() > 0);
  await bench.look(page, 'places-columns-read');
  await page.locator('form.stack .btn.pri').click();
  await page.waitForURL(url => !/columns/.test(url.pathname));
  bench.check('an unknown list is read as a person said', await page.locator('dl.kv dd').nth(1).textContent() === '2');
}

// A city's lists with English headings, as an officer has them in a folder.
const kEnglish = {
  'nursery.csv': 'facilityId,facilityName,facilityNameKana,facilityType,zipCode,address,tel,capacity,openTime,closeTime,remarks\n1,ひがし園,ヒガシエン,認可保育所,007-0001,若葉県花岡市東1-1,0000-31-0001,60,07:00,19:00,\n2,にし園,ニシエン,小規模保育,007-0002,若葉県花岡市西1-1,0000-31-0002,19,07:30,18:30,\n',
  'kindergarten.csv': 'Name,Name_Kana,Type,Address,Tel,Capacity\nみなみ幼稚園,ミナミヨウチエン,幼稚園,若葉県花岡市南1-1,0000-31-0003,90\n',
  'hospital.csv': 'Name,Category,Address,Phone Number,Departments,Beds,Opening Hours,Closed\n花岡内科,診療所,若葉県花岡市北1-1,0000-31-0004,内科;小児科,0,9:00-17:00,日曜\n',
  'school.csv': 'SchoolName,SchoolType,Postal Code,Address,Telephone\n花岡小学校,小学校,007-0003,若葉県花岡市北2-1,0000-31-0005\n',
  'shelter.csv': 'ID,Name,Address,Lat,Lon,Flood,Landslide,Capacity\n1,花岡体育館,若葉県花岡市北3-1,38.4,135.8,1,1,500\n',
  'office.csv': 'officeNumber,corporateName,serviceType,officeName,address,tel,capacity\n9950000011,社会福祉法人花岡会,児童発達支援・放課後等デイサービス,花岡の家,若葉県花岡市北4-1,0000-31-0006,10\n',
  'shortstay.csv': 'officeNumber,serviceType,officeName,address,telephoneNumber,numberOfBeds\n9910000012,短期入所,花岡の宿,若葉県花岡市北5-1,0000-31-0007,4\n',
  'visitingnurse.csv': 'facilityName,serviceKind,streetAddress,phone,businessHours,regularHoliday\n花岡訪問看護ステーション,訪問看護,若葉県花岡市北6-1,0000-31-0008,9:00-17:00,日曜\n',
  'pharmacy.csv': 'Name,Type,Address,TEL,Website\n花岡薬局,薬局,若葉県花岡市北7-1,0000-31-0009,https://example.jp/\n',
  'children.csv': 'OBJECTID,Title,Category,Addr,Tel,OpenTime,CloseTime,Memo\n1,花岡ひろば,子育て支援センター,若葉県花岡市北8-1,0000-31-0010,9:00,16:00,\n',
  'facility.csv': '施設名 / Facility name,住所 / Address,電話番号 / TEL,種別 / Type\n花岡保健センター,若葉県花岡市北9-1,0000-31-0011,保健センター\n',
};
const file = ([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function elevenLists(bench, page) {
  const send = async files => {
    await page.goto('/w/resources/import');
    await page.setInputFiles('#file', files);
    await page.locator('.btn.pri').last().click();
    await page.waitForURL(/import\/.+/);
  };
  await send(Object.entries(kEnglish).map(file));
  bench.check('eleven lists with English headings are read without a question', await page.locator('section.card').count() === 11 && !/columns/.test(page.url()), page.url());
  bench.check('none of their columns is left out but running numbers', await page.getByText('使わなかった列').count() <= 2);
  await bench.look(page, 'places-eleven');
  await page.locator('form#take .btn.pri').click();
  await page.waitForURL(/import$/);
  await send(Object.entries(kEnglish).reverse().map(file));
  bench.check('in another order they change nothing', await page.locator('form#take .btn.pri').count() === 0 || await page.locator('dl.kv dd').allTextContents().then(all => all.every((text, i) => ![1, 2, 3].includes(i % 6) || text === '0')));
}

async function endOfAList(bench, page) {
  await page.goto('/w/resources/lists');
  bench.check('the lists that were taken stand together', await page.getByText('pharmacy').count() > 0);
  await bench.look(page, 'places-lists');
  await page.locator('tr', { hasText: 'pharmacy' }).locator('a').click();
  await page.getByText('掲載が終わるところ（1件）').waitFor();
  bench.check('who goes is named before', await page.getByText('花岡薬局').count() > 0);
  await bench.look(page, 'places-list-end');
  await page.fill('#ended_on', '2099年1月1日');
  await page.locator('form.stack .btn.pri').click();
  await page.locator('.errs').waitFor();
  bench.check('what was typed stays', await page.inputValue('#ended_on') === '2099年1月1日');
  await bench.look(page, 'places-list-end-refused');
  await page.fill('#ended_on', '今日');
  await page.locator('form.stack .btn.pri').click();
  await page.waitForURL(/lists$/);
  bench.check('the list says since when and by whom it ended', await page.locator('tr', { hasText: 'pharmacy' }).getByText('に終了').count() > 0);
  await page.goto('/w/resources/import');
  await page.locator('form[action$="/undo"] button').first().click();
  await page.getByText('取り消しました').first().waitFor();
  await page.goto('/w/resources/lists');
  bench.check('it goes on when that is taken back', await page.locator('tr', { hasText: 'pharmacy' }).locator('a').count() > 0);
}
