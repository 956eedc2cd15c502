// The month counts the call that was taken, each figure opens its list, and the figures leave as files and on paper.
import { readFileSync } from 'node:fs';
import { figure as number } from '../deeds.mjs';

/** The file behind a button; the second factor is asked on the way when it is too old. */
async function take(bench, page, button, month) {
  await page.locator('label.chip', { has: page.locator('[name=purpose][value=council]') }).click();
  const coming = page.waitForEvent('download', { timeout: 20000 });
  coming.catch(() => {});
  await page.locator('button', { hasText: button }).click();
  const asked = await Promise.race([coming.then(() => false), page.waitForURL(/\/w\/step-up/).then(() => true)]);
  if (asked) {
    await page.fill('input[name=code]', bench.code(bench.account('centre_counsellor')));
    await page.press('input[name=code]', 'Enter');
    await page.waitForURL(/purpose=council/);
    await page.locator('button', { hasText: button }).click();
  }
  const file = readFileSync(await (await coming).path());
  await page.goto(month);
  return file;
}

export default async function walk(bench, story) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w');
  await page.locator('.side a.nav', { hasText: '集計・報告' }).click();
  await page.waitForURL(/\/w\/reports$/);
  await bench.look(page, 'months');
  bench.check('two years of months', await page.locator('tbody tr').count() >= 24);
  const newest = page.locator('tbody tr').first();
  const told = number(await newest.locator('td.num').first().textContent());
  await newest.locator('th a').click();
  await page.waitForURL(/\/w\/reports\/monthly\/\d{6}/);
  const month = new URL(page.url()).pathname;
  bench.check('the months say what the month says', number(await page.locator('.kp .kn').first().textContent()) === told);
  await bench.look(page, 'month');

  await page.locator('.kp .kn a').first().click();
  await page.waitForURL(/\/list\?unit=consultations/);
  bench.check('the figure is the length of its list', number(await page.textContent('#count')) === told);
  await bench.look(page, 'month-list');
  let found = false;
  for (;;) {
    found = found || await page.locator(`a[href="/w/intake/${story.reception}"]`).count() > 0;
    const later = page.locator('.pages a', { hasText: '次の50件' });
    if (found || !await later.count()) break;
    await later.click();
    await page.waitForLoadState();
  }
  bench.check('the call that was taken is counted', found || !story.reception, story.reception);

  await page.goto(month);
  for (const table of ['topic', 'caller', 'channel', 'municipality', 'outcome', 'age']) {
    const link = page.locator(`#by-${table} tbody td a`).first();
    const n = number(await link.textContent());
    await link.click();
    await page.waitForURL(/\/list\?/);
    bench.check(`a figure by ${table} opens its list`, number(await page.textContent('#count')) === n);
    await page.goBack();
  }
  await page.locator('.kp .kc a').last().click();
  await page.waitForURL(/unit=first/);
  await bench.look(page, 'month-children');

  await page.goto(`${month}/csv`);
  bench.check('without a purpose no file, and the page says so', (await page.textContent('[role=alert]')).includes('使いみち'));
  await page.goto(month);
  const csv = await take(bench, page, 'CSV', month);
  bench.check('the CSV opens right in Excel and says the same', csv.subarray(0, 3).toString('hex') === 'efbbbf' && Number(csv.toString('utf8').split('\r\n')[1].split(',')[4]) === told);
  const xlsx = await take(bench, page, 'Excel', month);
  bench.check('the XLSX is a workbook', xlsx.subarray(0, 2).toString() === 'PK');

  await page.goto(month.replace('/w/reports', '/print'));
  await bench.look(page, 'month-paper');
  bench.check('the paper says who printed it', (await page.textContent('.paper')).includes('出力'));
  bench.check('no name stands in any address', !/[^\x20-\x7e]/.test(decodeURI(page.url())));
}
