// Reception in its other shapes: the desk's short form, the hint, two topics, a wrong tie, names hidden, large type.
const chip = (page, name, value) => page.locator('label.chip', { has: page.locator(`[name=${name}][value="${value}"]`) });
const quiet = page => page.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.querySelector('[data-save-status]').textContent) && !document.querySelector('.saved.wait, .saved.lostline'));
const ring = async page => {
  await page.goto('/w/intake');
  await page.keyboard.press('n');
  await page.waitForURL(/\/w\/intake\/R-\d+/);
  return page.url().match(/R-\d+/)[0];
};
const shown = page => page.evaluate(() => [...new Set([...document.querySelectorAll('#intake :is(input, select, textarea)')]
  .filter(el => el.type !== 'hidden' && (el.closest('.tri') || el).checkVisibility()).map(el => el.name.replace(/^care_.*/, 'care').replace(/^(era|year|month|day)$/, 'birth')))]);

async function desk(bench) {
  const page = await bench.as('receptionist');
  const number = await ring(page);
  const fields = await shown(page);
  bench.check('the short form shows at most twelve fields', fields.length <= 12, fields.join(' '));
  await bench.look(page, 'intake-desk');
  const focus = () => page.evaluate(() => document.activeElement.name);
  bench.check('the phone field is ready', await focus() === 'caller_phone');
  await page.keyboard.press('Enter');
  await page.keyboard.type('名前は言わず、また掛けるとのこと。夜が心配');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(url => !url.pathname.endsWith(number) || document.title, { timeout: 8000 }).catch(() => {});
  await page.locator('#complete').waitFor();
  bench.check('a call without a name is registered by keyboard alone', (await page.textContent('main')).includes('あとで補う'));
  await bench.look(page, 'received-desk');
  await page.goto('/w/intake?view=unassigned');
  bench.check('it waits for somebody to carry it on', (await page.textContent('main')).includes(number));
  await bench.look(page, 'queue-unassigned');
  const row = page.locator('tr', { hasText: number });
  await row.locator('button').click();
  await page.waitForURL(/view=unassigned/);
  bench.check('given on in one act', !(await page.textContent('table, .empty')).includes(number));
  await page.goto('/w/intake?view=incomplete');
  bench.check('what was not heard is in its list', (await page.textContent('main')).includes(number));
  await page.context().close();
}

async function typesWithoutPause(bench, page) {
  const saves = [];
  page.on('response', answer => { if (answer.url().endsWith('/draft') && answer.ok()) saves.push(answer.request().postData()); });
  await page.focus('[name=words]');
  await page.keyboard.type('やすまずに話されるので手を止めずに書いている相談の言葉です', { delay: 220 });
  bench.check('who never pauses is saved all the same', saves.length > 0, `${saves.length} saves`);
  await quiet(page);
}

async function topics(bench, page) {
  await chip(page, 'topic', 'nursery').click();
  await chip(page, 'topic', 'work').click();
  const main = () => page.evaluate(() => document.querySelector('[name=main_topic]:checked')?.value);
  bench.check('the first topic chosen is the main one', await main() === 'nursery');
  await page.focus('[name=main_topic][value=nursery]');
  await page.locator('.topic .main', { has: page.locator('[value=work]') }).click();
  await quiet(page);
  await page.waitForTimeout(600);
  await quiet(page);
  await page.reload();
  bench.check('another is made the main one, and stays it', await main() === 'work');
}

async function hint(bench, page) {
  await page.fill('[name=caller_phone]', '０９０００００４４１７');
  await page.locator('.match').first().waitFor();
  const told = await page.innerText('.match');
  bench.check('the hint says who, why, and when there was contact', /W-0231/.test(told) && told.includes('電話番号が同じ') && told.includes('最終'), told);
  await chip(page, 'other', 'W-0231').click();
  await page.waitForTimeout(700);
  bench.check('said to be another, it steps back', !await page.locator('.match .pick').first().isVisible());
  await chip(page, 'other', 'W-0231').click();
  await chip(page, 'case', 'W-0231').click();
  await page.selectOption('[name=municipality]', '992020');
  await page.locator('[name=tell]').first().waitFor();
  bench.check('whom to tell follows the municipality', (await page.innerText('[data-live=tell]')).includes('北浜市'));
  bench.check('what can be told stands beside it', (await page.innerText('[data-live=told]')).includes('北浜市 障がい福祉課'));
  await quiet(page);
  await bench.look(page, 'intake-hint');
  const over = await page.evaluate(() => ['.c1', '.c2'].filter(c => { const el = document.querySelector(c); return el.scrollHeight > el.clientHeight + 12; }));
  bench.check('the questions fit one screen', !over.length, over.join(' '));
  await page.setViewportSize({ width: 720, height: 450 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  bench.check('at twice the size nothing runs over the side', wide <= 1, `${wide}`);
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function tie(bench, page, number) {
  await page.focus('[name=words]');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/w\/cases\/W-0231/);
  bench.check('the picked case has the words', (await page.textContent('main')).includes('やすまずに話される'));
  await page.goto(`/w/intake/${number}`);
  await bench.look(page, 'received-tied');
  await page.click('form[action$="/no-case"] button');
  await page.waitForURL(new RegExp(number));
  bench.check('a wrong tie is undone', (await page.textContent('#case')).includes('どのケースにも結びついていません'));
  await bench.look(page, 'received-untied');
  await page.goto('/w/cases/W-0231');
  bench.check('and leaves nothing in the case', !(await page.textContent('main')).includes('やすまずに話される'));
}

export default async function walk(bench) {
  await desk(bench);
  const page = await bench.as('centre_counsellor');
  const number = await ring(page);
  await typesWithoutPause(bench, page);
  await topics(bench, page);
  await hint(bench, page);
  await tie(bench, page, number);
  const silent = await ring(page);
  await page.locator('.ibar button.tool').click();
  await page.waitForURL(/\/w\/intake$/);
  bench.check('a call that was none leaves no reception', !(await page.textContent('main')).includes(silent));
  for (const view of ['draft', 'open', 'late', 'incomplete']) {
    await page.goto(`/w/intake?view=${view}`);
    await bench.look(page, `queue-${view}`);
  }
}
