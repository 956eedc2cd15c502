// A case as a whole: its team on any day, what still holds it open, closed and taken up again, moved to another
// town, an account of the family's.
const story = 'W-0231';   // of the demonstration: 北浜市 works along, a request is under way

const goesOn = (page, act, where) => Promise.all([page.waitForURL(where), act]);
const send = (page, path, where) => goesOn(page, page.locator(`form[action$="${path}"] button.pri, form[action$="${path}"] button.gray:not([type=button])`).first().click(), where);

/** The narrowest telephone, beside the widths of every page. */
async function look(bench, page, name) {
  await bench.look(page, name);
  await page.setViewportSize({ width: 320, height: 700 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  bench.check(`${name} 320: nothing runs over the side`, over <= 1, `${over} px`);
  await page.screenshot({ path: `${bench.out}/${name}-320.png`, fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** A day as it is said stands in the field in full; what is no day is said beside it, and nothing is lost. */
async function days(bench, page) {
  const since = page.locator('#since'), says = page.locator('#since-says');
  await since.fill('このあいだ');
  await since.blur();
  await says.filter({ hasText: '日付を読み取れません' }).waitFor();
  bench.check('what is no day stays as it was typed', await since.inputValue() === 'このあいだ');
  await since.fill('きのう');
  await since.blur();
  await says.filter({ hasText: '1日前です' }).waitFor();
  bench.check('a day as it is said stands in full', /^令和\d+年\d+月\d+日（.）$/.test(await since.inputValue()));
  await page.screenshot({ path: `${bench.out}/team-day-said.png` });
  await page.locator('#since ~ span button', { hasText: '今日' }).click();
  await says.filter({ hasText: '今日です' }).waitFor();
}

async function team(bench, page) {
  await page.goto(`/w/cases/${story}`);
  await goesOn(page, page.locator('nav.tabs a', { hasText: 'チーム' }).click(), /\/team$/);
  await look(bench, page, 'team');
  await page.locator('form[action$="/team"][method=post] button.pri').click();
  await page.locator('.errs').waitFor();
  bench.check('an empty form is refused at its fields', (await page.textContent('.errs')).includes('分野を選んでください'));
  await look(bench, page, 'team-refused');
  await page.locator('details.out summary').click();
  await page.fill('#named', '社会福祉法人 とても長い名前の会 医療型障害児入所施設 併設 多機能型重症児者支援センター ひだまりの丘');
  await page.selectOption('#sector', 'welfare');
  await page.fill('#person', '地域連携室 佐々木（月・水・金のみ）');
  await days(bench, page);
  await send(page, '/team', /\/team\?said=joined$/);
  bench.check('who was added reads nothing by it', (await page.textContent('.team')).includes('名前だけ'));
  await look(bench, page, 'team-long-name');
  await goesOn(page, page.locator('.team li', { hasText: 'ひだまりの丘' }).locator('a').click(), /\/team\/\d+$/);
  await look(bench, page, 'team-member');
  await page.fill('#until', '3000-01-01');
  await page.locator('form[action$="/end"] button:not([type=button])').click();
  await page.locator('.errs').waitFor();
  bench.check('a day that has not come is refused', (await page.textContent('.errs')).includes('今日までの日'));
  await look(bench, page, 'team-member-refused');
  await page.fill('#until', bench.day());
  await goesOn(page, page.locator('form[action$="/end"] button:not([type=button])').click(), /\/team\?said=left$/);
  bench.check('who was ended stays on record', (await page.textContent('main')).includes('チームから外れた機関'));
  await page.fill('#on', bench.day(-1));
  await page.setViewportSize({ width: 390, height: 844 });
  await goesOn(page, page.locator('form[method=get] button.gray:not([type=button])').click(), /on=/);
  const answer = await page.locator('#answered [role=status]').boundingBox();
  bench.check('a telephone shows the answer at once', answer.y >= 0 && answer.y < 844, JSON.stringify(answer));
  await page.setViewportSize({ width: 1440, height: 900 });
  bench.check('who was responsible on a day is answered', /担当していたのは、.+です。/.test(await page.textContent('main')));
  await look(bench, page, 'team-on-a-day');
}

/** A case of the list that nothing but a last step of ours holds open. */
async function closable(page) {
  await page.goto('/w/cases');
  const numbers = [...new Set((await page.textContent('main')).match(/W-\d{4,}/g))];
  for (const number of numbers.slice(0, 40)) {
    await page.goto(`/w/cases/${number}/closing`);
    if (await page.locator('form[action$="/close"]').count()) return number;
  }
  throw new Error('no case of the first forty can be closed');
}

async function closing(bench, page) {
  await page.goto(`/w/cases/${story}/closing`);
  bench.check('what holds a case open is listed with the way there', (await page.locator('.offers a.btn').count()) > 0);
  await look(bench, page, 'closing-held-up');
  const number = await closable(page);
  await look(bench, page, 'closing');
  await page.locator('form[action$="/close"] button.pri').click();
  await page.locator('.errs').waitFor();
  await look(bench, page, 'closing-refused');
  await page.locator('label.chip', { hasText: 'その他' }).click();
  await page.fill('#words', '祖父母の家で暮らすことになり、ご家族と話して終結にする。');
  await send(page, '/close', /\/closing\?said=closed$/);
  bench.check('it is closed', (await page.textContent('main')).includes('このケースは終結しています'));
  await look(bench, page, 'closed');
  await page.goto(`/w/cases/${number}`);
  bench.check('the case says when', (await page.textContent('main')).includes('に終結しました'));
  await look(bench, page, 'case-closed');
  await page.goto(`/w/cases/${number}/closing`);
  await page.locator('label.chip', { hasText: '新しい困りごと' }).click();
  await send(page, '/reopen', /W-\d+\?said=reopened$/);
  bench.check('taken up again it has a turn', (await page.locator('section.ball').count()) === 1);
  await page.goto(`/w/cases/${number}/closing`);
  bench.check('the first closing is still there', (await page.textContent('main')).includes('祖父母の家で暮らす'));
  await look(bench, page, 'closed-and-reopened');
}

async function guardians(bench, page) {
  await page.goto(`/w/cases/${story}/guardians`);
  await look(bench, page, 'guardians');
  const family = await bench.as('family');
  await family.goto(`/w/cases/${story}`);
  bench.check('the mother reads her child', (await family.textContent('main')).includes(story));
  await goesOn(page, page.locator('form[action$="/end"] button:not([type=button])').first().click(), /\/guardians\?said=unlinked$/);
  const shut = await family.goto(`/w/cases/${story}`);
  bench.check('from the end on she does not', shut.status() === 404, String(shut.status()));
  await page.locator('form[action$="/guardians"] button.pri').click();
  await page.locator('.errs').waitFor();
  await look(bench, page, 'guardians-refused');
  await page.selectOption('#member', { index: 1 });
  await page.fill('#login', bench.account('family').login);
  if (await page.locator('#code').count()) await page.fill('#code', bench.code(bench.account('centre_counsellor')));
  await page.locator('form[action$="/guardians"] button.pri').click();
  await page.locator('input[name=checked]').waitFor({ state: 'attached' });
  bench.check('whose account it is stands there before it is linked', (await page.textContent('main')).includes('さんのアカウントです。'));
  await look(bench, page, 'guardians-checked');
  await send(page, '/guardians', /\/guardians\?said=linked$/);
  const open = await family.goto(`/w/cases/${story}`);
  bench.check('linked again she reads', open.status() === 200, String(open.status()));
  await look(bench, page, 'guardians-linked');
}

async function move(bench, page) {
  const officer = await bench.as('municipal_officer', '北浜市');
  const before = await officer.goto(`/w/cases/${story}`);
  bench.check('the town that works along reads the case', before.status() === 200, String(before.status()));
  await page.goto(`/w/cases/${story}/move`);
  bench.check('what ends is said first', (await page.textContent('main')).includes('読み書きできなくなります'));
  await look(bench, page, 'move');
  await page.locator('form[action$="/move"] button.pri').click();
  await page.locator('.errs').waitFor();
  await look(bench, page, 'move-refused');
  await page.selectOption('#town', { index: 2 });
  await page.fill('#address', 'みなみ町 2-2-2 コーポみなみ 203');
  await page.fill('#words', 'お父さんの転勤。');
  await send(page, '/move', /\/move\?said=moved$/);
  bench.check('it is said, and what comes next', (await page.textContent('main')).includes('転居を記録しました。') && (await page.locator('.acts a.btn.pri').count()) === 1);
  bench.check('the move is on record', (await page.textContent('main')).includes('お父さんの転勤'));
  await look(bench, page, 'moved');
  const after = await officer.goto(`/w/cases/${story}`);
  bench.check('the old town reads it no more', after.status() === 404, String(after.status()));
  await page.goto(`/w/cases/${story}`);
  await look(bench, page, 'case-moved');
}

export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await team(bench, page);
  await closing(bench, page);
  await guardians(bench, page);
  await move(bench, page);
}
