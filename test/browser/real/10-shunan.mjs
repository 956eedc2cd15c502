// Over the published lists of 山口県: a child of two years with a ventilator in 周南市. What is near, what must
// be asked by telephone, the answer in two keystrokes, and the same search on the public page.
export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  const question = 'kind=short_stay&from=352152&care=ventilator&age=2&asked=1';
  await page.goto(`/w/resources?${question}&map=outline`);
  const kilometres = (await page.locator('li.res .r2').allInnerTexts()).map(line => Number(/([\d.]+)km/.exec(line)?.[1] ?? 'NaN'));
  bench.check('what is near comes first', kilometres.length > 10 && kilometres.every((km, i) => i === 0 || !(km < kilometres[i - 1])), kilometres.join(' '));
  bench.check('the first stands in 周南市', (await page.locator('li.res .r2').first().innerText()).includes('周南市'));
  const tones = await page.locator('li.res .why li').evaluateAll(rows => rows.map(row => row.className));
  bench.check('what no list says must be asked, and is neither yes nor no', tones.length > 20 && tones.every(tone => tone === 'u'), tones.join(' '));
  bench.check('it is said that the telephone tells', (await page.locator('li.res').first().innerText()).includes('電話で確認'));
  bench.check('the real boundary is drawn with its credit', await page.locator('svg.outline path').count() === 19 && (await page.innerText('.map')).includes('国土数値情報'));
  await bench.look(page, 'real-search');
  const name = await page.locator('li.res h3 a').first().innerText();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#to-ask').waitFor();
  const service = new URL(page.url()).pathname.split('/').at(-1);
  await page.keyboard.press('1');
  await page.keyboard.press('o');
  await page.locator('.flash').waitFor();
  await bench.look(page, 'real-told');
  await page.locator('.crumb a').first().click();
  await page.locator('li.res').first().waitFor();
  const first = await page.locator('li.res').first().innerText();
  bench.check('the answer is a dated condition', first.includes(name) && await page.locator('li.res').first().locator('.why li.y').count() === 1 && /\d+\/\d+/.test(first), first);
  await seenByAll(bench, name, service);
}

/** What was told by telephone is the Centre's and its partners', until the place agrees to publish it. */
async function seenByAll(bench, name, service) {
  const asked = '練習 相談員';   // who signs in as the counsellor of a rehearsal
  const context = await bench.context();
  const page = await context.newPage();
  await page.goto('/resources?kind=short_stay&city=352152&care=ventilator');
  const text = await page.innerText('main');
  bench.check('the place is public', text.includes(name));
  bench.check('what was told by telephone is not', await page.locator('main .why li.y').count() === 0 && !text.includes(asked));
  await bench.look(page, 'real-public');
  for (const address of [`/resources/${service}`, '/resources.csv']) {
    const answer = await context.request.get(address);
    const body = await answer.text();
    bench.check(`${address} has nothing that is not public`, answer.status() === 200 && !body.includes(asked) && !/人工呼吸器[^<]*できる/.test(body), String(answer.status()));
  }
}
