// The directory stays true: whom to call, a sheet for a place, what it sends without an account, what a
// visitor saw wrong, who decides, and what the proposer reads in the end.
export default async function walk(bench) {
  const page = await bench.as('centre_counsellor');
  await calls(bench, page);
  await asking(bench, page);
  const code = await link(bench, page);
  await place(bench, code);
  const answer = await visitor(bench);
  await decide(bench, page);
  await told(bench, answer);
}

async function calls(bench, page) {
  await page.goto('/w/resources');
  bench.check('the first page tells how fresh the words are', await page.getByText('6か月以内に確認しています').count() > 0);
  await page.getByRole('link', { name: '確認が古いものを見る' }).click();
  await page.waitForURL(/stale/);
  await bench.look(page, 'assurance-calls');
  const first = page.locator('li.res').first();
  const name = await first.locator('h2').textContent();
  await first.getByRole('button', { name: /変わりなし/ }).click();
  await page.waitForURL(/said=/);
  bench.check('one click confirms an entry', await page.locator('.flash.ok').count() === 1);
  bench.check('and it stands in the list no more', !(await page.locator('li.res h2').allTextContents()).includes(name), name);
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('2');
  await page.waitForURL(/end=no_answer/);
  bench.check('J and 2 tell that nobody answered, and it stands behind', await page.locator('.flash.ok').getByText('電話に出なかった').count() === 1 && await page.locator('li.res').first().getByText('電話に出ない（1回）').count() === 0);
}

async function asking(bench, page) {
  await page.goto('/w/resources/campaigns');
  await bench.look(page, 'assurance-campaigns');
  await page.locator('label.chip', { hasText: 'すべて' }).click();
  await page.locator('label.ckl', { hasText: /^病院$/ }).click();
  await page.getByRole('button', { name: '何件になるか見る' }).click();
  await page.waitForURL(/older=0/);
  await bench.look(page, 'assurance-chosen');
  await page.fill('#due', '2020-01-01');
  await page.getByRole('button', { name: '用紙をつくって始める' }).click();
  await page.locator('.errs').waitFor();
  bench.check('a day that has passed is refused', await page.getByText('あしたより後の日').count() > 0);
  await page.fill('#due', bench.day(20));
  await page.getByRole('button', { name: '用紙をつくって始める' }).click();
  await page.waitForURL(/campaigns\/C-/);
  await bench.look(page, 'assurance-campaign');
  const here = page.url();
  await page.getByRole('link', { name: '用紙を印刷' }).click();
  await page.waitForURL(/sheets/);
  await bench.look(page, 'assurance-sheets');
  const sheets = await page.locator('article.sheet').count();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length;
  bench.check('each sheet fits one page of A4', sheets > 0 && pages === sheets, `${sheets} sheets, ${pages} pages`);
  await page.goto(`${here}/mail`);
  await bench.look(page, 'assurance-mail');
  await page.goto('/w/resources/campaigns/C-0001');
  bench.check('who stays silent is unconfirmed', await page.locator('.pill.no').count() > 0);
  await page.getByRole('link', { name: /答えを入れる/ }).first().click();
  await page.waitForURL(/sheets\/\d/);
  await bench.look(page, 'assurance-paper');
}

async function link(bench, page) {
  await page.goto('/w/resources/S-0003/edit');
  await bench.look(page, 'assurance-edit');
  await page.getByRole('button', { name: '番号をつくる' }).click();
  await page.locator('b.code').waitFor();
  return page.locator('b.code').textContent();
}

async function place(bench, code) {
  const context = await bench.context({ javaScriptEnabled: true });
  const page = await context.newPage();
  await page.goto('/r');
  await bench.look(page, 'assurance-door');
  await page.fill('#code', '0000-0000-0000');
  await page.getByRole('button', { name: 'ひらく' }).click();
  await page.locator('.errs').waitFor();
  bench.check('a wrong code opens nothing', await page.locator('#code').count() === 1);
  await page.goto(`/r/${code.toLowerCase()}`);
  await page.getByRole('button', { name: 'ひらく' }).click();
  await page.locator('[name="f:phone"]').waitFor();
  bench.check('no session is begun', !(await context.cookies()).some(cookie => /michi$/.test(cookie.name)));
  await bench.look(page, 'assurance-own');
  await page.fill('[name="f:url"]', 'javascript:alert(1)');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.locator('.errs').waitFor();
  await bench.look(page, 'assurance-own-refused');
  await page.fill('[name="f:url"]', 'https://example.jp/');
  await page.fill('[name="f:phone"]', '0000-12-7070');
  await page.locator('[id="c:suction"] label.chip').first().click();
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByText('この内容でよいですか').waitFor();
  await bench.look(page, 'assurance-own-check');
  await page.getByRole('button', { name: '送る' }).click();
  await page.getByText('ありがとうございました').waitFor();
  await page.goto('/resources/S-0003');
  bench.check('everybody reads the approved words until somebody decides', await page.getByText('0000-12-7070').count() === 0);
  await context.close();
}

async function visitor(bench) {
  const context = await bench.context({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/resources/S-0001');
  await page.getByRole('link', { name: '内容が違うときは' }).click();
  await page.waitForURL(/correction/);
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.locator('.errs').waitFor();
  bench.check('without a script it says what is missing', await page.getByText('どこがちがうか、1つ選んでください').count() > 0);
  await page.locator('label.chip', { hasText: '電話' }).click();
  await page.fill('#text', '0000-11-9191');
  await page.fill('#who', '外山 澪');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByRole('button', { name: '知らせる' }).click();
  await page.getByText('お知らせありがとうございました').waitFor();
  const code = await page.locator('b.code').textContent();
  await context.close();
  const seeing = await (await bench.context()).newPage();
  await seeing.goto('/resources/S-0001/correction');
  await bench.look(seeing, 'assurance-correction');
  await seeing.goto('/resources/S-0001?lang=en');
  await seeing.getByRole('link', { name: 'This may be wrong' }).click();
  await seeing.waitForURL(/correction\?lang=en/);
  bench.check('who reads English goes on in English', await seeing.getByRole('heading', { name: 'This may be wrong' }).count() === 1);
  await bench.look(seeing, 'assurance-correction-english');
  await seeing.goto('/resources/answers');
  await bench.look(seeing, 'assurance-answers');
  return code;
}

async function decide(bench, page) {
  await page.goto('/w/resources/proposals');
  await bench.look(page, 'assurance-proposals');
  const rows = page.locator('tr.it', { hasText: '電話' });
  await page.locator('tr.it', { hasText: '閲覧者' }).filter({ hasText: '電話' }).locator('a').click();
  await page.waitForURL(/proposals\/P-/);
  await bench.look(page, 'assurance-proposal');
  await page.locator('input[name=take]').first().uncheck();
  await page.getByRole('button', { name: '決める' }).click();
  await page.locator('.errs').waitFor();
  bench.check('what is not taken needs a reason', await page.getByText('理由を書いてください').count() > 0);
  await page.fill('#reason', '電話で確かめました。前の番号のままです。');
  await page.getByRole('button', { name: '決める' }).click();
  await page.waitForURL(/proposals$/);
  await rows.filter({ hasText: '事業所' }).filter({ hasText: 'ウェブ' }).locator('a').click();
  await page.waitForURL(/proposals\/P-/);
  await page.getByRole('button', { name: '決める' }).click();
  await page.waitForURL(/proposals$/);
  await page.goto('/w/resources/S-0003');
  bench.check('what was taken stands in the entry', await page.getByText('0000-12-7070').count() > 0);
}

async function told(bench, code) {
  const page = await (await bench.context()).newPage();
  await page.goto('/resources/answers');
  await page.fill('#code', code.toLowerCase().replaceAll('-', ''));
  await page.getByRole('button', { name: '見る', exact: true }).click();
  await page.getByText('直さなかった').waitFor();
  bench.check('the proposer reads what became of it and why', await page.getByText('前の番号のままです').count() > 0);
  await bench.look(page, 'assurance-told');
  await page.goto('/resources/S-0003');
  bench.check('and everybody reads what was taken', await page.getByText('0000-12-7070').count() > 0);
}
