// Two persons: the administrator proposes and has the letter, the head agrees and has the code, and the
// counsellor begins with both. Long names, a refused form and the letter on paper are looked at.
import { totp } from '../harness.mjs';

const password = 'mori-kaze-ishi-5';

/** Accounts are kept with a code given just now; each code is taken once. */
async function open(bench, page, account, path) {
  await page.goto(path);
  if (!/\/w\/step-up/.test(page.url())) return;
  for (let tries = 0; tries < 3 && /\/w\/step-up/.test(page.url()); tries += 1) {
    await page.fill('input[name=code]', bench.code(account));
    await Promise.all([page.waitForNavigation(), page.press('input[name=code]', 'Enter')]);
    if (/\/w\/step-up/.test(page.url())) await page.waitForTimeout(31000 - (bench.now() % 30000));
  }
  if (!page.url().endsWith(path)) await page.goto(path);
}

async function choose(page, organisation) {
  await page.goto('/a/accounts');
  await page.selectOption('#organisation', { label: organisation });
  await Promise.all([page.waitForURL(/organisation=/), page.locator('#invite form button.pri').click()]);
}

async function propose(page, login, name, role, organisation) {
  await choose(page, organisation);
  await page.fill('[name=login]', login);
  await page.fill('[name=name]', name);
  const box = page.locator(`[name=role][value=${role}]`);
  if (!await box.isChecked()) await page.locator('label.chip', { has: box }).click();
  await Promise.all([page.waitForURL(/made=/), page.locator('form[action="/a/accounts"] button.pri').click()]);
}

export default async function walk(bench) {
  const admin = await bench.as('administrator'), head = await bench.as('centre_head');
  const adminAccount = bench.account('administrator'), headAccount = bench.account('centre_head');
  await open(bench, admin, adminAccount, '/a/accounts');
  bench.check('somebody can agree: nothing is missing', await admin.locator('.flash.warn').count() === 0);
  await choose(admin, '若葉県医療的ケア児支援センター');
  await admin.locator('form[action="/a/accounts"] button.pri').click();
  await admin.locator('.errs').waitFor();
  bench.check('an empty invitation is refused with what is missing', await admin.locator('.fld.bad').count() === 3);
  await bench.look(admin, 'accounts-refused');
  await admin.goto('/a/accounts');
  const long = 'アレクサンドラ・エリザベート・フォン・ホーエンツォレルン＝ジグマリンゲン（旧姓 渡邊）';
  await propose(admin, 'a-login-that-is-as-long-as-they-may-be.sixty-letters@example', long, 'partner', '訪問看護つくし');
  await propose(admin, 'new-counsellor', '佐々木 あおい', 'centre_counsellor', '若葉県医療的ケア児支援センター');
  bench.check('the page says what comes next and who can agree', /手紙を印刷/.test(await admin.textContent('.flash.ok')) && (await admin.textContent('main')).includes('同意できる人'));
  await bench.look(admin, 'accounts-proposed');
  await admin.locator('.flash.ok a').click();
  await admin.waitForURL(/\/letter$/);
  const address = await admin.textContent('.letter code');
  const path = new URL(address.trim()).pathname;
  bench.check('the letter bears the address and no code', !/\d{4} \d{4}/.test(await admin.textContent('main')));
  await bench.look(admin, 'invitation-letter');
  await admin.pdf({ path: `${bench.out}/invitation-letter.pdf`, format: 'A4' });

  const stranger = await (await bench.context()).newPage();
  await stranger.goto(path);
  bench.check('before the agreement the letter opens nothing', await stranger.locator('form').count() === 0);
  await bench.look(stranger, 'invitation-waits');

  await open(bench, head, headAccount, '/a/agreements');
  await bench.look(head, 'agreements-waiting');
  await head.locator('button[value=agree]').click();
  await head.locator('.errs').waitFor();
  bench.check('without a tick nothing is agreed to', /印をつけて/.test(await head.textContent('.errs')));
  await bench.look(head, 'agreements-refused');
  for (const box of await head.locator('input[name=proposal]').all()) await box.check();
  await Promise.all([head.waitForURL(/\/a\/agreements$/), head.locator('button[value=agree]').click()]);
  await head.locator('.told').first().waitFor();
  bench.check('one agreement for the whole list gives each a code', await head.locator('.told').count() === 2);
  await bench.look(head, 'agreements-codes');
  const code = await head.locator('tr', { hasText: '佐々木 あおい' }).locator('.told').textContent();

  await stranger.goto(path);
  await stranger.fill('[name=code]', code === '0000 0001' ? '00000002' : '00000001');
  await stranger.fill('[name=password]', password);
  await stranger.press('[name=password]', 'Enter');
  await stranger.locator('.errs').waitFor();
  bench.check('a wrong number says how many tries are left', /あと9回/.test(await stranger.textContent('.errs')));
  await bench.look(stranger, 'invitation-refused');
  await stranger.fill('[name=code]', code.replace(' ', '－'));
  await stranger.fill('[name=password]', password);
  await Promise.all([stranger.waitForURL(/\/sign-in$/), stranger.press('[name=password]', 'Enter')]);
  await stranger.fill('[name=login]', 'new-counsellor');
  await stranger.fill('[name=password]', password);
  await Promise.all([stranger.waitForURL(/\/enrol$/), stranger.press('[name=password]', 'Enter')]);
  await stranger.locator('details.note summary').click();
  const secret = (await stranger.locator('dl.byhand dd').last().textContent()).trim();
  await stranger.fill('[name=code]', totp(secret, bench.now()));
  await stranger.press('[name=code]', 'Enter');
  await stranger.locator('.codes').waitFor();
  await stranger.goto('/w');
  bench.check('the counsellor stands before the work of today', await stranger.locator('.side .nav[aria-current=page]').count() === 1);
  await head.goto('/w/me');
  bench.check('the head is told', (await head.textContent('main')).includes('招待されました'));
}
