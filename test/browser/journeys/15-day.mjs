// A day at the Centre by keyboard: every figure opens its list, a row is peeked, finished and taken back,
// what came back is told to the family, the head assigns, and everybody begins somewhere.
const figure = text => Number((text.match(/(\d+)\D*$/) || [])[1]);

async function listed(page) {
  let count = await page.locator('.wl li.it').count();
  while (await page.locator('.pages a', { hasText: '次' }).count()) {
    await page.locator('.pages a', { hasText: '次' }).click();
    await page.waitForLoadState();
    count += await page.locator('.wl li.it').count();
  }
  return count;
}

async function figures(bench, page, from) {
  await page.goto(from);
  const links = await page.evaluate(() => [
    ...[...document.querySelectorAll('.tabs a')].map(a => [a.getAttribute('href'), a.querySelector('.cnt')?.textContent]),
    ...[...document.querySelectorAll('.grp')].map(g => [g.querySelector('a').getAttribute('href'), g.querySelector('.cnt').textContent]),
    ...[...document.querySelectorAll('.rh a.cnt, .ph .sub a')].map(a => [a.getAttribute('href'), a.textContent]),
    ...[...document.querySelectorAll('.balls li')].map(l => [l.querySelector('a').getAttribute('href'), l.querySelector('b').textContent]),
    ...[...document.querySelectorAll('.load td a')].map(a => [a.getAttribute('href'), a.textContent]),
    ...[...document.querySelectorAll('.side a.nav[aria-current]')].map(a => [a.getAttribute('href'), a.querySelector('.n')?.textContent || '0']),
  ]);
  for (const [href, text] of links.filter(([href, text]) => href && text)) {
    await page.goto(href);
    const count = await listed(page);
    bench.check(`${from} → ${href} holds ${figure(text)} rows`, count === figure(text), `${count} rows`);
  }
  return links.length;
}

export default async function walk(bench) {
  const ours = await bench.as('centre_counsellor');
  bench.check('the day of a counsellor has its figures', (await figures(bench, ours, '/w')) >= 8);
  await ours.goto('/w');
  await bench.look(ours, 'day');

  // by keyboard only
  await ours.keyboard.press('j');
  const first = await ours.textContent('.it.cur .act');
  await ours.locator('.it.cur .peek[open] .pk-t p').first().waitFor();   // it is fetched when it opens
  bench.check('the first row is open to a look', await ours.locator('.it.cur .peek[open] .pk-t p').count() === 1);
  await ours.keyboard.press('j');
  await ours.keyboard.press(' ');
  await ours.keyboard.press(' ');
  await ours.locator('.it.cur .pk-t p').waitFor();
  bench.check('a look at another row is fetched', (await ours.textContent('.it.cur .act')) !== null);
  await ours.keyboard.press('k');
  bench.check('K goes back', (await ours.textContent('.it.cur .act')) === first);
  const plain = ours.locator('.wl li.it', { hasText: '夜間対応の訪看3か所に聞く' }).first();
  await plain.locator('a.act').focus();
  await Promise.all([ours.waitForURL(/undo|ask/), ours.keyboard.press('e')]);
  bench.check('what is finished is gone', await ours.locator('.wl .act', { hasText: '夜間対応の訪看3か所に聞く' }).count() === 0);
  await bench.look(ours, 'day-undo');
  await Promise.all([ours.waitForURL(url => !url.search.includes('undo')), ours.keyboard.press('z')]);
  bench.check('Z brings it back', await ours.locator('.wl .act', { hasText: '夜間対応の訪看3か所に聞く' }).count() === 1);
  await ours.locator('.wl li.it a.act', { hasText: '夜間対応の訪看3か所に聞く' }).focus();
  await Promise.all([ours.waitForURL(/actions/), ours.keyboard.press('b')]);
  await bench.look(ours, 'pass');

  // dense rows, per person
  await ours.goto('/w');
  await ours.locator('.dens button', { hasText: 'つめる' }).click();
  await ours.locator('.wl.dense').waitFor();
  await bench.look(ours, 'day-dense');
  await bench.reach(ours, 'day-dense');
  await ours.locator('.dens button', { hasText: '標準' }).click();
  await ours.locator('.wl:not(.dense)').waitFor();

  // the case: two presses record the call and tell the family
  await ours.goto('/w/cases/W-0231');
  await bench.look(ours, 'case');
  bench.check('an answer that the family has not heard is marked', (await ours.textContent('.tl')).includes('へまだ伝えていません'));
  bench.check('who is missing in the team stands dashed', (await ours.textContent('.team .miss')).includes('未定'));
  bench.check('what may be told until when', /同意[^]*まで[^]*末まで/.test(await ours.textContent('.idtop')));
  await ours.goto('/w/cases/W-0231?auto=0');
  bench.check('automatic lines can be put away', await ours.locator('.ev.auto').count() === 0);
  await ours.goto('/w/cases/W-0231?write=1');
  await ours.keyboard.type('母に途中経過を伝えた。12月に見学したいとのこと。');
  await ours.locator('[name=told]').check();
  await ours.keyboard.press('Control+Enter');
  await ours.waitForURL(url => !url.search.includes('write'));
  bench.check('the note of the call tells the family', !(await ours.textContent('.tl')).includes('へまだ伝えていません'));
  await ours.locator('.ev a', { hasText: '修正' }).first().click();
  await ours.fill('#text', '母に途中経過を伝えた。12月4日に見学したいとのこと。');
  await ours.locator('label.chip', { hasText: '保育所' }).first().click();
  await ours.locator('[data-submit]').click();
  await ours.waitForURL(/cases/);
  await ours.locator('.ev a', { hasText: 'に修正' }).first().click();
  bench.check('the history says what came', (await ours.textContent('.was ins')).includes('4日'));
  await bench.look(ours, 'note-history');

  // names hidden on the server
  await ours.goto('/w');
  await ours.keyboard.press('h');
  await ours.locator('.maskbar, [aria-pressed=true]').first().waitFor();
  const hidden = await (await ours.context().request.get('/w')).text();
  bench.check('hidden names do not reach the browser', !/佐伯|さえき|090-/.test(hidden));
  bench.check('what is to be done stays to talk about', /W-0231 さん/.test(hidden) && /母へ折り返す/.test(hidden) && !/（非表示）/.test(hidden));
  await bench.look(ours, 'day-masked');
  await ours.keyboard.press('h');
  await ours.waitForLoadState();

  const head = await bench.as('centre_head');
  bench.check('the team has its figures', (await figures(bench, head, '/w?view=team')) >= 16);
  await head.goto('/w?view=team');
  await bench.look(head, 'team');
  const asg = head.locator('.asg').first();
  await asg.locator('select').selectOption({ label: '三浦 健' });
  await asg.locator('button').click();
  await head.waitForURL(/view=team/);
  bench.check('the head assigns in place', (await head.locator('.asg select').first().locator('option:checked').textContent()) === '三浦 健');

  for (const role of ['municipal_officer', 'local_coordinator', 'partner', 'prefecture_officer', 'family', 'administrator']) {
    const page = await bench.as(role);
    const answer = await page.goto('/w');
    bench.check(`${role} begins on a page that opens`, answer.status() === 200);
    await bench.look(page, `begin-${role}`);
    const doors = await page.evaluate(() => [...document.querySelectorAll('main a[href^="/"], .side a[href^="/"]')].map(a => a.getAttribute('href')));
    for (const href of new Set(doors)) {
      const open = await page.context().request.get(href);
      bench.check(`${role}: ${href} is no dead end`, open.status() === 200, String(open.status()));
    }
  }
}
