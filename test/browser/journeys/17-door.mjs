// The door of families: who has no account asks by night, keeps a code on paper, reads the answer and writes on.
// Without script and on the narrowest telephone; the Centre answers from its one queue.
const phone = { viewport: { width: 320, height: 640 } };

export default async function walk(bench) {
  await front(bench);
  const receipt = await asks(bench);
  await office(bench);
  const number = await answers(bench, receipt.words);
  await reads(bench, receipt);
  await comesBack(bench, number);
  await danger(bench);
  await hours(bench);
}

async function front(bench) {
  const context = await bench.context();
  const page = await context.newPage();
  await page.goto('/');
  const told = await page.innerText('main');
  bench.check('the front page names its prefecture in title and heading', /若葉県/.test(await page.title()) && /若葉県/.test(await page.innerText('h1')));
  bench.check('it says whether somebody answers now, or when next', /いま開いています|次に開くのは/.test(told), told);
  bench.check('asking costs nothing and needs no certificate', told.includes('お金はかかりません') && told.includes('手帳'));
  await bench.look(page, 'door-front');
  await page.getByRole('link', { name: '相談したい' }).click();
  await page.waitForURL(/\/contact$/);
  await bench.look(page, 'door-ways');
  await context.close();
}

async function asks(bench) {
  const context = await bench.context({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/contact');
  await page.getByRole('link', { name: '相談を書く' }).click();
  await page.getByLabel('家族').check();
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL(/\/words/);
  await page.getByRole('button', { name: '次へ' }).click();
  await page.locator('#words-err').waitFor();
  bench.check('only the words are asked for', await page.locator('#words-err').count() === 1);
  const words = '夜中の吸引が1時間おきで、昼に眠れるところを探しています。';
  await page.fill('#words', words);
  await page.selectOption('#municipality', { label: '北浜市' });
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL(/\/reply/);
  await page.goBack();
  await page.waitForURL(/\/words/);
  bench.check('going back loses nothing', await page.inputValue('#words') === words);
  await page.goto('/contact/message/reply');
  await page.fill('#name', 'まい');
  await page.fill('#word', 'みずいろの船');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.waitForURL(/\/check/);
  bench.check('the check shows what will be sent, and who reads it', /昼に眠れるところ/.test(await page.innerText('main')) && /読むのは/.test(await page.innerText('main')));
  await page.locator('form.acts button').click();
  await page.waitForURL(/\/contact\/done/);
  const code = await page.locator('.bigcode').first().innerText();
  bench.check('a code of twelve characters, and how it is read out', /^\w{4}-\w{4}-\w{4}$/.test(code) && /読み方/.test(await page.innerText('main')), code);
  await page.goto('/contact/message/check');
  bench.check('after sending, every page of the form is the receipt', page.url().endsWith('/contact/done') && await page.locator('.bigcode').first().innerText() === code);
  bench.check('nothing of it stands in the title', !(await page.title()).includes(code));
  await page.getByRole('button', { name: 'このページを閉じる' }).click();
  await page.waitForURL(/\/resources/);
  await page.goto('/contact/done');
  bench.check('closed, the receipt is gone', page.url().endsWith('/contact/status'));
  await context.close();
  return { code, words };
}

async function office(bench) {
  const context = await bench.context();
  const page = await context.newPage();
  await page.goto('/contact/message/who');
  await bench.look(page, 'door-who');
  await page.getByLabel('機関・事業所・学校など').check();
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL(/\/words/);
  bench.check('an office is told to leave out the name of the child', /お子さんの名前は書かないで/.test(await page.innerText('main')));
  await page.getByRole('button', { name: '次へ' }).click();
  await page.locator('.errs').waitFor();
  await bench.look(page, 'door-words-refused');
  await page.fill('#words', '研修の講師を紹介してください。');
  await page.fill('#office', '南原町立ひがし小学校');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL(/\/reply/);
  await bench.look(page, 'door-reply');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.waitForURL(/\/check/);
  await bench.look(page, 'door-check');
  await page.locator('form.acts button').click();
  await page.waitForURL(/\/contact\/done/);
  bench.check('who chose no word is given one', await page.locator('.bigcode').count() === 2);
  await bench.look(page, 'door-done');
  await context.close();
}

async function answers(bench, words) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w/intake?view=waiting');
  bench.check('what was written waits in the one queue, with its age', /返事待ち/.test(await page.innerText('main')));
  await bench.look(page, 'door-queue');
  const row = page.locator('tr.it', { hasText: words.slice(0, 10) });
  const number = await row.locator('a.act').innerText();
  await row.locator('a.act').click();
  await page.waitForURL(/\/w\/intake\/R-\d+$/);
  bench.check('the words stand there as they came', (await page.innerText('main')).includes(words));
  await bench.look(page, 'door-received');
  await page.getByRole('link', { name: 'やりとりを開く・返事を書く' }).click();
  await page.waitForURL(/\/thread$/);
  await bench.look(page, 'door-thread');
  await page.fill('#words', '日中にあずかるところを調べました。お電話でもお話しできます。');
  await page.getByRole('button', { name: '相手に見える形を確かめる' }).click();
  await page.getByRole('button', { name: 'ご家族に送る' }).waitFor();
  await bench.look(page, 'door-preview');
  await page.getByRole('button', { name: 'ご家族に送る' }).click();
  await page.waitForURL(/sent=1/);
  bench.check('sent, nobody waits for it any more', await page.locator('.flash.ok').count() === 1 && !/返事待ち/.test(await page.innerText('main')));
  await page.context().close();
  return number;
}

async function reads(bench, { code }) {
  const context = await bench.context();
  const page = await context.newPage();
  await page.goto('/contact/status');
  await bench.look(page, 'door-status');
  await page.fill('#state-code', code.toLowerCase().replace(/-/g, ' '));
  await page.getByRole('button', { name: '状況を見る' }).click();
  await page.getByText('お返事があります').waitFor();
  bench.check('the state tells that there is an answer, and not which', !/調べました/.test(await page.innerText('main')));
  await bench.look(page, 'door-state');
  await page.fill('#word', 'ちがう言葉');
  await page.getByRole('button', { name: 'お返事を開く' }).click();
  await page.locator('#word-err').waitFor();
  await bench.look(page, 'door-status-refused');
  await page.fill('#word', 'ミズイロの船');
  await page.getByRole('button', { name: 'お返事を開く' }).click();
  await page.getByText('日中にあずかるところを調べました').waitFor();
  await bench.look(page, 'door-answer');
  await page.fill('#words', 'ありがとうございます。来週お電話します。');
  await page.getByRole('button', { name: '続きを送る' }).click();
  await page.waitForURL(/\/contact\/answer\/sent/);
  await bench.look(page, 'door-sent');
  await context.close();
}

async function comesBack(bench, number) {
  const page = await bench.as('centre_counsellor');
  await page.goto('/w/intake?view=waiting');
  bench.check('what the family wrote on is back in the queue', await page.locator('tr.it', { hasText: number }).count() === 1);
  await page.goto(`/w/intake/${number}/thread`);
  bench.check('with what she wrote', (await page.innerText('main')).includes('来週お電話します'));
  await page.locator('label.chip', { hasText: '電話でお答えしました' }).click();
  await page.getByRole('button', { name: '答えたことを記録する' }).click();
  await page.waitForURL(/\/thread$/);
  bench.check('answered by telephone, it waits no more', !/返事待ち/.test(await page.innerText('.ph')));
  await page.goto('/w/intake/sort');
  await bench.look(page, 'door-sort-empty');
  await page.context().close();
}

async function danger(bench) {
  const context = await bench.context({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto('/contact/message/words');
  await page.fill('#words', 'もう消えてしまいたいと思うことがあります。');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL(/\/reply/);
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.waitForURL(/\/check/);
  bench.check('words of danger are answered before sending, and sent all the same', await page.locator('.dng').count() === 1 && await page.locator('form.acts button').isVisible());
  await bench.look(page, 'door-danger');
  await page.locator('form.acts button').click();
  await page.waitForURL(/\/contact\/done/);
  await context.close();
  const staff = await bench.as('centre_counsellor');
  await staff.goto('/w/intake');
  bench.check('it stands first and red', await staff.locator('tr.it').first().locator('.pill.no').count() === 1);
  await bench.look(staff, 'door-queue-red');
  await staff.context().close();
}

async function hours(bench) {
  const page = await bench.as('centre_head');
  await page.goto('/a/organisations');
  await page.locator('a', { hasText: '若葉県医療的ケア児支援センター' }).first().click();
  await page.getByRole('link', { name: '受付時間を変える' }).click();
  await page.waitForURL(/\/hours$/);
  await bench.look(page, 'door-hours');
  await page.fill('#mon', '9時から');
  await page.locator('form.stack').first().getByRole('button').click();
  await page.locator('#mon-err').waitFor();
  bench.check('hours that cannot be read are said so, and kept', await page.inputValue('#mon') === '9時から');
  await bench.look(page, 'door-hours-refused');
  await page.goto(page.url());
  await page.fill('#own_day', bench.day(1));
  await page.fill('#own_why', '職員の研修のため');
  await page.getByRole('button', { name: 'この日を加える' }).click();
  await page.waitForURL(/saved=1/);
  await page.context().close();
  const context = await bench.context();
  const visitor = await context.newPage();
  await visitor.goto('/');
  bench.check('a day off stands on the front page with its reason', (await visitor.innerText('main')).includes('職員の研修のため'));
  await context.close();
}
