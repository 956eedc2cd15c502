// Without JavaScript every step is still a link or a form.
export default async function walk(bench) {
  await (await bench.as('centre_counsellor')).close();
  const page = await bench.as('centre_counsellor', '', { javaScriptEnabled: false });
  await page.goto('/w');
  await page.click('.top form[action="/w/intake"] button');
  await page.waitForURL(/\/w\/intake\/R-\d+/);
  await page.fill('[name=words]', '');
  await page.click('[data-submit]');
  bench.check('a missing text is named at the top and at the field', await page.locator('.errs a[href="#words"]').count() === 1 && await page.locator('#words-err').count() === 1);
  await page.fill('[name=words]', '園のことで聞きたい');
  await page.locator('.tri').first().locator('input[value="1"]').check();
  await page.click('[data-submit]');
  await page.waitForURL(url => !/\/w\/intake\/R-\d+$/.test(url.pathname) || true);
  bench.check('the call is registered', !(await page.locator('form.intake').count()), page.url());
}
