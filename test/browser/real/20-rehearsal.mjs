// A real prefecture from `init` to the month, by pages only: two Centres, desks for 19 towns, the published lists,
// an officer of 周南市 invited by letter and telephone, a call, a place, a handover that arrives and is closed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agree, begin, call, desks, goesOn, invite, letters, lists, most, nextCode, onEmptyPlace, stepUp } from '../beginning.mjs';
import { close, figure, number, press } from '../deeds.mjs';

const east = '山口県医療的ケア児支援センター', west = '山口県西部医療的ケア児支援センター';
const western = ['下関市', '宇部市', '山口市', '萩市', '防府市', '長門市', '美祢市', '山陽小野田市', '阿武町'];
const desk = '周南市 障がい福祉担当';

/** What somebody needs who is slow at it: 0.3 s a key, 1.5 s a click, and 8 s to read each page that comes. */
function told(hand, pages, what, begun) {
  const minutes = (hand.keys * 0.3 + hand.clicks * 1.5 + pages * 8) / 60;
  console.log(`    ${what}: ${hand.keys} keys and ${hand.clicks} clicks, about ${minutes.toFixed(1)} minutes of a hand (${Math.round((performance.now() - begun) / 1000)} s here)`);
}

/** The folder of lists as the file manager of an office puts it into one. */
function zipped(dir) {
  const file = join(dir, 'yamaguchi.zip'), names = readdirSync(lists).filter(n => /\.(csv|xlsx)$/.test(n));
  execFileSync('python3', ['-m', 'zipfile', '-c', file, ...names.map(n => join(lists, n))]);
  return { file, count: names.length };
}

/** To what is missing; and from there by the way that it names. */
async function lacks(page, hand, way) {
  await Promise.all([page.waitForEvent('load'), hand.click(page.locator('.side a[href="/a/setup"]'))]);   // from there too
  if (way) await goesOn(page, hand.click(page.locator(`#lacks a[href="${way}"]`)), url => url.pathname === way);
}

async function secondCentre(own, { page, hand }) {
  const form = page.locator('form[action="/a/setup/centres/new"]');
  await hand.click(page.locator('details', { has: form }).locator('summary').first());
  await hand.type(form.locator('[name=name]'), west);
  await hand.click(form.locator('button.pri'));
  await page.locator('.errs').waitFor();
  await own.look(page, 'rehearsal-centre-refused');
  own.check('a Centre without a telephone is refused, its name stays', (await page.inputValue('#name')) === west);
  const again = page.locator('form[action="/a/setup/centres/new"]');
  await hand.type(again.locator('[name=phone]'), '083-902-0001');
  await hand.type(again.locator('[name=hours]'), '平日 9:00〜17:00');
  await area(page, hand, again, western);
  const first = page.locator('form[action^="/a/setup/centres/"]').first();
  await area(page, hand, first, [/どのセンターもまだ/]);   // one tick for all the others
  await own.look(page, 'rehearsal-centres');
}

async function area(page, hand, form, towns) {
  await hand.click(form.locator('summary'));
  for (const town of towns) await hand.click(form.locator('label.ckl', { hasText: town }));
  await Promise.all([page.waitForURL(/saved=1/), page.waitForEvent('load'), hand.click(form.locator('button.pri'))]);
}

/** The lists in one file: what they hold is shown, then taken. */
async function take(own, { page, hand }) {
  const dir = mkdtempSync(join(tmpdir(), 'michi-lists-')), { file, count } = zipped(dir);
  page.context().setDefaultTimeout(120000);   // 5,000 rows of 26 lists are read, on whatever machine this is
  try {
    await hand.file(page.locator('#file'), file);
    await goesOn(page, hand.click(page.locator('form.stack .btn.pri')), /import\/.+/);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  own.check('each list of the file is shown before it is taken', await page.locator('dl.kv').count() >= count, `${await page.locator('dl.kv').count()} of ${count}`);
  await own.look(page, 'rehearsal-lists-preview');
  await goesOn(page, hand.click(page.locator('form.acts .btn.pri')), /import$/);
  own.check('the lists stand among the imports', (await page.textContent('main')).includes('wam_202503_069'));
  await own.look(page, 'rehearsal-lists');
  page.context().setDefaultTimeout(20000);
}

/** One person before the screen: from the link to the first invitation, and what else the place needs. */
async function setUp(own, admin) {
  const { page, hand } = admin, begun = performance.now();
  await lacks(page, hand);
  await own.look(page, 'rehearsal-empty');
  await desks(own, admin);
  await goesOn(page, hand.click(page.locator('.side a[href="/a/accounts"]')), /\/a\/accounts/);
  await invite(page, hand, east, 'centre_counsellor', '岡田 みき', 'okada');
  own.check(`the first invitation within ${most} keys and clicks`, hand.count <= most, String(hand.count));
  told(hand, 11, 'the first invitation', begun);
  await invite(page, hand, desk, 'municipal_officer', '周防 直', 'suo');
  await lacks(page, hand);
  await secondCentre(own, admin);
  await lacks(page, hand, '/w/resources/import');
  await take(own, admin);
  await lacks(page, hand);
  const missing = await page.locator('#lacks a').evaluateAll(all => all.map(one => one.getAttribute('href')));
  own.check('only a second administrator is still named as missing', missing.join() === '/a/accounts', missing.join(' '));
  await own.look(page, 'rehearsal-set-up');
  told(hand, 20, 'two Centres, 38 desks, the lists and two invitations', begun);
}

/** On paper for the administrator; the head tells the eight digits by telephone. */
async function come(own, admin, head) {
  await admin.page.goto('/a/proposals/letters');
  own.check('two letters with the whole address', await admin.page.locator('.letter code').count() === 2 && (await admin.page.textContent('.letter code')).startsWith('http://localhost'));
  const paths = await letters(admin.page), code = await agree(head);
  const counsellor = await begin(own, paths.okada, 'okada', await code('岡田 みき'));
  const officer = await begin(own, paths.suo, 'suo', await code('周防 直'));
  return { counsellor, officer };
}

/** From the case to a short stay that is near, whose page names the list behind it; and back. */
async function place(own, page) {
  const home = page.url();
  await page.locator('main a[href^="/w/resources?case="]').first().click();
  await page.waitForURL(/\/w\/resources/);
  await page.locator('label.chip', { has: page.locator('[name=kind][value=short_stay]') }).first().click();
  await page.waitForFunction(() => [...document.querySelectorAll('li.res')].every(one => one.innerText.includes('短期入所')));   // they follow
  await page.locator('li.res').first().waitFor();
  const first = await page.locator('li.res').first().innerText();
  own.check('a short stay of the town where the child lives comes first', first.includes('周南市'), first);
  await own.look(page, 'rehearsal-search');
  await page.locator('li.res h3 a').first().click();
  await page.waitForURL(/\/w\/resources\/S-\d+/);
  own.check('the place names the published list behind it', (await page.textContent('main')).includes('WAM NET'));
  await own.look(page, 'rehearsal-place');
  await page.goto(home);
}

/** The family says yes to what is told; the officer's desk gets it. */
async function handOver(own, { page, secret }) {
  await page.getByRole('link', { name: '依頼・引継ぎ' }).first().click();
  await page.waitForURL(/handovers\/new/);
  own.check('the welfare desk of the town is the first guess', (await page.textContent('#receiver option:checked')).includes(desk));
  await page.locator('label.chip', { hasText: '引き継ぐ' }).click();
  await page.fill('[name=title]', '夜の支え');
  await page.fill('[name=request]', '夜間の支えを、続けてお願いします。');
  for (const item of ['identity', 'contact']) await page.locator(`[name=item][value=${item}]`).check();
  await page.locator('[data-submit]').click();
  await page.locator('[name=oral]').check();
  await page.selectOption('[name=speaker]', 'mother');
  if (await page.locator('#code').count()) await page.fill('#code', await nextCode(page, secret));
  await page.locator('[data-submit]').click();
  await page.locator('button[name=send]').click();
  await page.waitForURL(/H-\d+/);
  await own.look(page, 'rehearsal-sent');
  return number(page.url());
}

async function answer(own, page, request) {
  await page.goto('/w');
  own.check('it stands in the day of the officer', (await page.textContent('main')).includes(request));
  await own.look(page, 'rehearsal-officer');
  await page.goto(`/w/handovers/${request}`);
  await press(page, '受け取る');
  await press(page, '引き受ける', { owner_name: '周防 直' });
  await press(page, '最初の連絡', { text: '母に電話しました。来週、家をたずねます。' });
  await page.goto(`/w/handovers/${request}?act=answer`);
  await page.fill('#deed [name=text]', '夜間の訪問を支給決定しました。');
  await page.fill('#deed [name=next_step]', '来週、家をたずねる');
  await page.locator('#deed [data-submit]').click();
  await page.waitForURL(url => /H-\d+$/.test(url.pathname) && !url.search);
  await own.look(page, 'rehearsal-answered');
}

/** Exactly what was done, by somebody who had no part in it. */
async function month(own, { page, secret }) {
  await page.goto('/w');
  await page.locator('.side a.nav', { hasText: '集計・報告' }).click();
  await page.waitForURL(/\/w\/reports$/);
  await page.locator('tbody tr').first().locator('th a').click();
  await page.waitForURL(/monthly\/\d{6}/);
  const counted = await page.locator('.kp .kn').evaluateAll(all => all.map(one => one.textContent.trim()));
  own.check('the month counts one consultation', figure(counted[0]) === 1, counted.join(' '));
  own.check('of 周南市', /周南市/.test(await page.textContent('#by-municipality')) && figure(await page.locator('#by-municipality tbody tr', { hasText: '周南市' }).locator('td.num, td').first().textContent()) === 1);
  own.check('it says when it can be published', (await page.textContent('aside')).includes('月が終わると、ここで確定できます'));
  await own.look(page, 'rehearsal-month');
  const here = page.url();
  await page.locator('.kp .kn a').first().click();
  await page.waitForURL(/\/list\?/);
  own.check('the figure opens the one call behind it', await page.locator('main a[href^="/w/intake/R-"]').count() === 1);
  await page.goto(here);
  const csv = await file(page, secret);
  own.check('the file for the council says the same', Number(csv.split('\r\n')[1].split(',')[4]) === 1, csv.slice(0, 300));
}

/** With its purpose said; the second factor is asked on the way when it is too old. */
async function file(page, secret) {
  const ask = async () => {
    await page.locator('label.chip', { has: page.locator('[name=purpose][value=council]') }).click();
    await page.locator('button', { hasText: 'CSV' }).click();
  };
  const coming = page.waitForEvent('download', { timeout: 90000 });
  coming.catch(() => {});
  await ask();
  if (await Promise.race([coming.then(() => false), page.waitForURL(/\/w\/step-up/).then(() => true)])) {
    await stepUp(page, secret);
    await page.locator('button', { hasText: 'CSV' }).click();
  }
  return readFileSync(await (await coming).path(), 'utf8');
}

async function rehearse(own, links, server) {
  await server.stop();
  await server.start('--public-host', 'localhost');   // the settings name the host; no page can
  const admin = await begin(own, new URL(links.first_link).pathname, 'kanri');
  const head = await begin(own, new URL(links.head_link).pathname, 'chou');
  await setUp(own, admin);
  const front = await (await own.context()).newPage();
  await front.goto('/');
  own.check('a stranger finds both Centres with their towns', /083-902-0000[^]*周南市[^]*083-902-0001[^]*阿武町/.test(await front.textContent('main')));
  await own.look(front, 'rehearsal-front');
  const { counsellor, officer } = await come(own, admin, head);
  await call(own, counsellor.page);
  await place(own, counsellor.page);
  const request = await handOver(own, counsellor);
  await answer(own, officer.page, request);
  await counsellor.page.goto('/w');
  own.check('the answer comes back to our day', (await counsellor.page.textContent('main')).includes(request));
  await close(counsellor.page, request);
  own.check('four checks are true', await counsellor.page.locator('.close .cb.on').count() >= 4);
  await own.look(counsellor.page, 'rehearsal-closed');
  await month(own, head);
}

export default async function walk(bench) {
  const words = ['--prefecture', '35', '--centre', east, '--phone', '083-902-0000', '--hours', '平日 9:00〜17:00',
    '--admin-name', '管理 はじめ', '--admin-login', 'kanri', '--head-name', '長 まり', '--head-login', 'chou'];
  await onEmptyPlace(bench, words, async (own, links, server) => {
    bench.check('19 municipalities, and a link for each of the first two', links.municipalities === 19 && /^http/.test(links.first_link) && /^http/.test(links.head_link), JSON.stringify(links));
    await rehearse(own, links, server);
  });
}
