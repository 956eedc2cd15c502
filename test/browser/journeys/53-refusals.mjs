// Places that say no: recorded where one looks at the place, and decided once three say the same.
export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w/resources');
  const link = page.locator('a[href="/w/resources/refusals"]');
  bench.check('the first page says that something waits', (await link.innerText()).includes('1件'), await link.innerText());
  await link.click();
  bench.check('it says how often, why and when', (await page.innerText('main')).includes('3回「夜間の看護師がいない」'), await page.innerText('main'));
  await bench.look(page, 'refusals');
  await record(bench, page);
  await decide(bench, page);
}

async function record(bench, page) {
  await page.locator('main h2 a').first().click();
  await page.locator('#refused summary').click();
  await page.fill('#words', '相手の言葉をここに');
  await page.locator('#refused form.stack button').last().click();
  await page.locator('.errs').waitFor();
  bench.check('without a reason nothing is recorded', (await page.innerText('.errs')).includes('理由を選んで'));
  bench.check('what was typed stays', await page.inputValue('#words') === '相手の言葉をここに');
  bench.check('the form is open', await page.locator('#reason').isVisible());
  await bench.look(page, 'refusal-refused');
  await page.selectOption('#reason', 'no_transport');
  await page.locator('#refused form.stack button').last().click();
  await page.waitForURL(/refused=/);
  bench.check('it stands on the place', (await page.innerText('#refused')).includes('相手の言葉をここに'));
  await bench.look(page, 'refusal-told');
  await page.keyboard.press('z');
  await page.waitForURL(url => !/refused=/.test(url.href));
  bench.check('who wrote it takes it back by one key', !(await page.innerText('#refused')).includes('相手の言葉をここに'));
}

async function decide(bench, page) {
  await page.goto('/w/resources/refusals');
  await page.locator('button[name=take][value=yes]').first().click();
  await page.locator('.empty').waitFor();
  bench.check('what was decided is off the list', true);
  await bench.look(page, 'refusals-none');
  const partner = await bench.as('municipal_officer');
  const answer = await partner.goto('/w/resources/refusals');
  bench.check('others have no such list', answer.status() === 403, String(answer.status()));
}
