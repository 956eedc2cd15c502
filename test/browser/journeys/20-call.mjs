// A call is taken by keyboard alone: N, number, Enter, the words, Ctrl+Enter. The draft is safe all the while.
export default async function walk(bench, story) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w');
  const rung = Date.now();
  await page.keyboard.press('n');
  await page.waitForURL(/\/w\/intake\/R-\d+/);
  story.reception = page.url().match(/R-\d+/)[0];
  bench.check('the phone field is ready', await page.evaluate(() => document.activeElement.name === 'caller_phone'));
  await page.keyboard.type('09000004499');
  await page.keyboard.press('Enter');
  bench.check('Enter leads to the words, not to the end', await page.evaluate(() => document.activeElement.name === 'words'));
  await page.waitForFunction(() => document.querySelector('[name=caller_phone]').value === '090-0000-4499', null, { timeout: 5000 }).catch(() => {});
  bench.check('the number is written as people write it', await page.inputValue('[name=caller_phone]') === '090-0000-4499');
  await page.keyboard.type('来年の春から園に入れたい。「夜は二時間おきの吸引で眠れない」');
  const begun = await page.textContent('[data-save-status]');
  await page.waitForFunction(before => document.querySelector('[data-save-status]').textContent !== before, begun);
  await page.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.querySelector('[data-save-status]').textContent));
  await page.reload();
  bench.check('the draft is kept without a button', (await page.inputValue('[name=words]')).includes('二時間おき'));
  await bench.look(page, 'intake');
  const fits = await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight + 1);
  bench.check('the intake fits one screen of 1440 by 900', fits);

  for (const [number, name] of [['3', 'child_kana'], ['9', 'next_what'], ['2', 'words'], ['1', 'caller_kind']]) {
    await page.keyboard.press(`Alt+${number}`);
    bench.check(`Alt+${number} leads to the group with that number`, await page.evaluate(() => document.activeElement.name) === name);
  }
  await page.locator('label.chip', { has: page.locator('[name=caller_kind][value=mother]') }).click();
  await page.fill('[name=child_kana]', 'ためし ひかり');
  await page.fill('[name=child_kanji]', '試 ひかり');
  await page.fill('[name=year]', '6');
  await page.fill('[name=month]', '7');
  await page.fill('[name=day]', '12');
  bench.check('the birth date is told back in the western calendar', (await page.textContent('[data-echo-to]')).includes('2024年7月12日'));
  await page.selectOption('[name=municipality]', '992020');
  const chip = page.locator('.tri button').first();
  await chip.click();
  bench.check('a care is なし, あり, then ？', await page.evaluate(() => document.querySelector('.tri input:checked').value) === '1');
  await chip.click();
  bench.check('？ is heard as not known', await page.evaluate(() => document.querySelector('.tri input:checked').value) === '2');
  await chip.click();
  await chip.click();
  await page.fill('[name=next_what]', '市に、看護師のいる園の見通しを聞く');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/w\/cases\/W-\d+/);
  story.case = page.url().match(/W-\d+/)[0];
  bench.check('from the ring to the case in under a minute', Date.now() - rung < 60000);
  bench.check('no name stands in the address or the title of the window', !/試|ためし/.test(decodeURI(page.url()) + await page.title()));
  bench.check('the words stand in the case as they were said', (await page.textContent('main')).includes('二時間おき'));
  await bench.look(page, 'case');
}
