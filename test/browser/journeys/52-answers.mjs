// A telephone call in two keystrokes: from the results to the place, the number of the question and O, taken
// back by Z; room with its numbers; and what a family can get.
export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await call(bench, page);
  await room(bench, page);
  await schemes(bench, page);
  await waiting(bench, page);
}

async function waiting(bench, page) {
  await page.goto('/w/resources?case=W-0231&kind=medical_hospice&need=siblings&asked=1');
  await page.locator('details', { has: page.locator('#speaker') }).locator('summary').click();
  await page.locator('form[action="/w/issues/waiting"] button').click();
  await page.locator('.errs').waitFor();
  bench.check('without a yes nobody waits', (await page.innerText('.errs')).includes('だれから聞いたか'));
  await page.goBack();
  const summary = page.locator('details', { has: page.locator('#speaker') }).locator('summary');
  if (!await page.locator('#speaker').isVisible()) await summary.click();
  await page.selectOption('#speaker', 'mother');
  await page.locator('form[action="/w/issues/waiting"] button').click();
  await page.waitForURL(/issues\/waiting/);
  bench.check('the family waits, and who agreed is kept', (await page.innerText('main')).includes('W-0231') && (await page.innerText('main')).includes('お母さん'));
  await bench.look(page, 'waiting');
  await page.goto('/w/issues');
  await bench.look(page, 'issues');
}

async function call(bench, page) {
  await page.goto('/w/resources?kind=daytime_respite&care=dialysis&need=transport&from=992020&asked=1');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#to-ask').waitFor();
  const asked = await page.locator('.ask-w').allInnerTexts();
  bench.check('what the search asked stands first', asked[0].includes('透析') && asked[1].includes('送迎'), asked.join(' '));
  await page.keyboard.press('1');
  await page.keyboard.press('o');
  await page.locator('.flash').waitFor();
  bench.check('two keystrokes are an answer', (await page.innerText('.flash')).includes('透析 できる'), await page.innerText('.flash'));
  bench.check('the question stays', page.url().includes('need=transport'), page.url());
  bench.check('it is known with today’s date', await page.locator('.why li.y', { hasText: '透析' }).count() === 1);
  await bench.look(page, 'answers-told');
  await page.keyboard.press('z');
  await page.waitForURL(url => !/told=/.test(url.href));
  bench.check('a slip is taken back by one key', await page.locator('.why li', { hasText: '透析' }).count() === 0);
  await page.keyboard.press('2');
  await page.keyboard.press('x');
  await page.locator('.flash').waitFor();
  bench.check('no is an answer too', await page.locator('.why li.n', { hasText: '送迎' }).count() === 1);
  await page.locator('.crumb a').first().click();
  await page.locator('li.res').first().waitFor();
  bench.check('back leads to the same results', page.url().includes('care=dialysis'), page.url());
}

async function room(bench, page) {
  await page.goto('/w/resources?kind=daytime_respite&asked=1');
  await page.locator('li.res h3 a').last().click();
  await page.locator('#condition').waitFor();
  await page.selectOption('#condition', 'vacancy');
  await page.locator('details', { has: page.locator('[name=state]') }).locator('summary').click();
  await page.locator('[name=state][value=has]').check({ force: true });
  await page.fill('#available', '3');
  await page.fill('#maximum', '2');
  await page.fill('#times', '水曜');
  await page.selectOption('#unit', 'place');
  await page.locator('#add-fact .btn.pri').click();
  await page.locator('.errs').waitFor();
  bench.check('more than all is refused and nothing typed is lost', await page.inputValue('#available') === '3' && await page.inputValue('#times') === '水曜');
  await bench.look(page, 'answers-room-refused');
  await page.fill('#available', '1');
  await page.locator('#add-fact .btn.pri').click();
  await page.locator('.flash').waitFor();
  bench.check('room has its number, its day and all', await page.locator('.why li', { hasText: '空きあり 1人分 （全2人分） 水曜' }).count() > 0, await page.innerText('.why'));
}

async function schemes(bench, page) {
  await page.goto('/w/cases/W-0231');
  await page.locator('a[href="/w/schemes?case=W-0231"]').click();
  await page.locator('.offers').first().waitFor();
  const all = await page.innerText('main');
  bench.check('the municipality’s own scheme stands in for the general one', all.includes('1回3時間まで、月4回') && !all.includes('年48時間まで'));
  bench.check('what has expired is not there', !all.includes('紙おむつ'));
  bench.check('what comes from memory says so', all.includes('公式資料で未確認'));
  await bench.look(page, 'schemes-case');
  await page.goto('/w/schemes?age=20');
  bench.check('an age opens other schemes', (await page.innerText('main')).includes('特別障害者手当'));
  await page.goto('/w/schemes/new');
  await page.fill('#name', 'おでかけ応援');
  await page.fill('#below_age', 'はたち');
  await page.locator('.btn.pri[data-submit]').click();
  await page.locator('.errs').waitFor();
  bench.check('what was typed stays beside its sentence', await page.inputValue('#below_age') === 'はたち');
  await bench.look(page, 'schemes-refused');
}
