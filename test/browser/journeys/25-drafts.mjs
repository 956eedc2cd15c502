// Two windows in one draft, a line that fails and a session that ends: no word is lost.
const type = async (page, text) => { await page.focus('[name=words]'); await page.fill('[name=words]', text); };
const saved = page => page.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.querySelector('[data-save-status]').textContent) && !document.querySelector('.saved.wait, .saved.lostline'));

export default async function walk(bench) {
  const one = await bench.as('centre_counsellor');
  await one.goto('/w');
  await one.keyboard.press('n');
  await one.waitForURL(/\/w\/intake\/R-\d+/);
  await type(one, 'はじめの文');
  await one.waitForTimeout(1800);
  await saved(one);
  const two = await one.context().newPage();
  await two.goto(one.url());
  await type(two, 'もうひとつの窓の文');
  await two.waitForTimeout(1800);
  await saved(two);
  await type(one, 'こちらの窓の文');
  await one.locator('.conflict').waitFor();
  const shown = await one.innerText('.conflict');
  bench.check('both texts are shown', shown.includes('もうひとつの窓の文') && shown.includes('こちらの窓の文'), shown);
  await bench.look(one, 'conflict');
  await one.click('.conflict [data-use=both]');
  await one.waitForTimeout(400);
  await saved(one);
  await one.reload();
  const kept = await one.inputValue('[name=words]');
  bench.check('joined texts are kept', kept.includes('もうひとつの窓の文') && kept.includes('こちらの窓の文'), kept);

  await one.context().setOffline(true);
  await type(one, `${kept}\n線が切れたあとの文`);
  await one.locator('.saved.lostline').waitFor();
  await one.context().setOffline(false);
  await saved(one);
  await two.close();
  const door = await one.context().cookies();
  await one.context().clearCookies();
  await type(one, `${kept}\nサインインが切れたあとの文`);
  await one.locator('.lost').waitFor();
  bench.check('the text stays on the page', (await one.inputValue('[name=words]')).includes('切れたあとの文'));
  await one.keyboard.press('Control+Enter');
  await one.waitForTimeout(500);
  bench.check('nothing is sent into nowhere', /R-\d+/.test(one.url()) && (await one.inputValue('[name=words]')).includes('切れたあとの文'));
  await one.context().addCookies(door);
  await type(one, `${kept}\nサインインしなおしたあとの文`);
  await saved(one);
  await one.reload();
  bench.check('after signing in again it is saved', (await one.inputValue('[name=words]')).includes('しなおしたあとの文'));
}
