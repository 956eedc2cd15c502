// The door: wrong words are answered with a sentence, the right ones and a code lead to the day's work.
export default async function walk(bench) {
  const context = await bench.context();
  const page = await context.newPage();
  await page.goto('/w');
  bench.check('without a session the door is shown', /\/sign-in/.test(page.url()), page.url());
  await bench.look(page, 'sign-in');
  await page.fill('[name=login]', 'nobody@example.jp');
  await page.fill('[name=password]', 'not the password');
  await page.press('[name=password]', 'Enter');
  await page.locator('.errs').waitFor();
  bench.check('a wrong password is answered by the error summary, which has the focus', await page.evaluate(() => document.activeElement.classList.contains('errs')));
  bench.check('the login stays as typed', await page.inputValue('[name=login]') === 'nobody@example.jp');
  bench.check('the password does not come back', await page.inputValue('[name=password]') === '');

  const work = await bench.as('centre_counsellor');
  await work.goto('/w');
  bench.check('the counsellor stands before the work of today', await work.locator('.side .nav[aria-current=page]').count() === 1);
  await work.keyboard.press('/');
  bench.check('/ goes to the search', await work.evaluate(() => document.activeElement.matches('[data-search]')));
  await work.keyboard.type('hn');
  bench.check('single keys are letters inside a field', await work.inputValue('[data-search]') === 'hn');

  // An account of its own: what is locked here stays locked.
  const other = await (await bench.context()).newPage();
  await bench.signIn(other, bench.accounts.filter(a => a.role === 'centre_counsellor').at(-1));
  await other.goto('/enrol');
  bench.check('another authenticator asks for the present one', await other.locator('[name=present]').count() === 1);
  await other.locator('summary').click();
  bench.check('issuer, account and key can be typed by hand', (await other.locator('.byhand dd').allInnerTexts()).length === 3);
  await bench.look(other, 'enrol');

  await other.goto('/w/me');
  await other.evaluate(() => document.querySelector('form[data-lock]').requestSubmit());
  await other.waitForURL(/\/unlock/);
  for (const address of ['/w/cases', '/enrol', '/sign-in/code', '/nothing/here']) {
    await other.goto(address);
    bench.check(`a locked screen leads from ${address} to its lock`, /\/unlock/.test(other.url()), other.url());
  }
  await bench.look(other, 'locked');
}
