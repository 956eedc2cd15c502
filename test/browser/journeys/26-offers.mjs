// What is typed into any form is kept and offered again: after a lock, in another window, on the home.
const kept = page => page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-save-status]').textContent) && !document.querySelector('.saved.wait, .saved.lostline'));
const fields = page => page.evaluate(() => Object.fromEntries([...new FormData(document.querySelector('#composer'))].filter(([name]) => !name.startsWith('_'))));

export default async function walk(bench) {
  const one = await bench.as('centre_counsellor');
  await one.goto('/w/cases');
  await one.click('main a[href*="/w/cases/W-"]');
  await one.waitForURL(/\/w\/cases\/W-\d+/);
  const address = one.url().replace(/\?.*/, '');
  await one.goto(address);
  await one.fill('#composer [name=text]', '書きかけの記録\n二行目');
  await one.check('#composer [name=shared]');
  await one.waitForTimeout(1800);
  await kept(one);
  const before = await fields(one);
  const two = await one.context().newPage();
  await two.goto(address);
  await one.click('form[data-lock] button');
  await one.waitForURL(/\/unlock/);
  await two.fill('#composer [name=text]', 'となりの窓の文');
  await two.waitForTimeout(1800);
  await two.locator('.lost').waitFor();
  bench.check('a locked session keeps what another window types', /\d\d:\d\d/.test(await two.innerText('#composer [data-save-status]')));
  await two.close();
  await new Promise(resume => { setTimeout(resume, 31000); });   // a code works once
  await one.fill('input[name=code]', bench.code(bench.account('centre_counsellor')));
  await one.press('input[name=code]', 'Enter');
  await one.waitForURL(url => !/unlock/.test(url.pathname));
  await one.goto(address);
  bench.check('a draft is offered, not put in', await one.inputValue('#composer [name=text]') === '' && await one.locator('.kept li').count() === 2);
  await bench.look(one, 'offer');
  await one.goto('/w');
  bench.check('drafts stand on the home', (await one.innerText('.kept.home')).includes('2件'));
  await bench.look(one, 'drafts-home');
  await one.goto(address);
  await one.locator('.kept li a').last().click();
  await one.waitForURL(/draft=/);
  bench.check('going on brings every field back', JSON.stringify(await fields(one)) === JSON.stringify(before), await fields(one));
  await bench.look(one, 'draft-taken');
  await one.click('#composer [data-submit]');
  await one.waitForURL(/W-\d+/);
  await one.goto(address);
  bench.check('saving ends its draft and no other', await one.locator('.kept li').count() === 1);
  await one.click('.kept li form button');
  await one.goto(address);
  bench.check('discarding ends it', await one.locator('.kept').count() === 0);

  // ---- a reception in two windows: what the other one did is said, and nothing typed is lost ----
  const words = page => page.locator('[name=words]');
  await one.goto('/w');
  await one.keyboard.press('n');
  await one.waitForURL(/\/w\/intake\/R-\d+/);
  await words(one).fill('一行目');
  await one.waitForTimeout(1800);
  const other = await one.context().newPage();
  await other.goto(one.url());
  await other.click('[data-draft]');                       // a newer version, left as it was
  await other.waitForURL(/\/w\/intake$/);
  await words(one).fill('一行目\n二行目');
  await one.keyboard.press('Control+Enter');
  await one.waitForURL(url => !/intake\/R-\d+$/.test(url.pathname) || url.search !== '', { timeout: 8000 }).catch(() => {});
  bench.check('a newer version of another window does not swallow Ctrl+Enter', !(await words(one).count()), one.url());

  await one.goto('/w');
  await one.keyboard.press('n');
  await one.waitForURL(/\/w\/intake\/R-\d+/);
  const number = one.url().match(/R-\d+/)[0];
  await words(one).fill('一行目\n二行目\n三行目');
  await one.waitForTimeout(1800);
  await other.goto('/w/intake?view=draft');
  await other.locator(`form[action="/w/intake/${number}/discard"] button`).click();
  await other.waitForURL(/undo/);
  await words(one).fill('一行目\n二行目\n三行目\n四行目');
  await one.waitForFunction(() => document.querySelector('[data-save-status]').textContent.includes('取りやめ'));
  await one.keyboard.press('Control+Enter');
  await one.locator('#anew').waitFor();
  bench.check('it says which, and every line is there', (await one.innerText('.errs')).includes('取りやめ') && (await words(one).inputValue()).split('\n').length === 4);
  await bench.look(one, 'discarded-elsewhere');
  await one.click('#anew button');
  await one.waitForURL(url => !url.pathname.endsWith(number));
  bench.check('the four lines are registered once as a new reception', (await one.innerText('main')).includes('四行目') && !one.url().includes(number), one.url());
}
