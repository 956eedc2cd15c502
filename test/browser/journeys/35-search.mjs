// One field for people, numbers and words: by keyboard from any page, nothing of it in an address.
export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w');
  await page.keyboard.press('/');
  await page.keyboard.type('ｻｴｷ');
  await Promise.all([page.waitForURL(/\/w\/search\//), page.keyboard.press('Enter')]);
  const url = page.url();
  bench.check('no word stands in the address', /\/w\/search\/[\w-]+$/.test(url), url);
  bench.check('the tab tells no word', !(await page.title()).includes('ｻｴｷ'), await page.title());
  bench.check('the field keeps what was typed', (await page.inputValue('[data-search]')) === 'ｻｴｷ');
  const main = await page.textContent('main');
  bench.check('half-width kana find the child of the story', main.includes('W-0231') && main.includes('佐伯'));
  await bench.look(page, 'search-person');
  await page.keyboard.press('j');
  const first = await page.locator('[data-rows] .it.cur a.act').textContent();
  await page.keyboard.press('j');
  bench.check('J goes on through both lists', (await page.locator('[data-rows] .it.cur a.act').textContent()) !== null);
  await page.keyboard.press('k');
  bench.check('K goes back', (await page.locator('[data-rows] .it.cur a.act').textContent()) === first);
  await Promise.all([page.waitForURL(/\/w\/cases\/W-/), page.keyboard.press('Enter')]);
  bench.check('Enter opens the row', page.url().includes(first.trim()), page.url());

  const search = async words => {
    await page.fill('[data-search]', words);
    const here = page.url();
    await Promise.all([page.waitForURL(u => u.href !== here), page.press('[data-search]', 'Enter')]);
  };
  await search('吸引');
  const hits = page.locator('#texts ~ ul .it');
  bench.check('notes show the words where they stand', (await page.locator('#texts ~ ul mark').first().textContent()) === '吸引');
  bench.check('no more than twenty at first', (await hits.count()) <= 20);
  await bench.look(page, 'search-words');
  await hits.first().locator('a.act').click();
  await page.waitForURL(/\/w\/(cases|intake)\//);
  bench.check('a note opens where it stands', /#e-\d+$|intake/.test(page.url()), page.url());
  await search('どこにもない言葉');
  bench.check('nothing found offers a reception', (await page.textContent('main')).includes('受付から新しく始められます'));
  await bench.look(page, 'search-nothing');

  const theirs = await bench.as('municipal_officer', '北浜市');
  await theirs.goto(url);
  bench.check('nobody else sees what was searched', !(await theirs.textContent('body')).includes('佐伯'));
}
