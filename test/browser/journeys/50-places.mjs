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
  await page.locator('form.stack .btn.pri').click();
  await page.waitForURL(url => !/columns/.test(url.pathname));
  bench.check('an unknown list is read as a person said', await page.locator('dl.kv dd').nth(1).textContent() === '2');
}
