// The case of the call goes to 北浜市: the family is asked first, the officer accepts, the loop is closed.
import { close, number, press } from '../deeds.mjs';

export default async function walk(bench, story) {
  const ours = await bench.as('centre_counsellor');
  await ours.goto(`/w/cases/${story.case}`);
  await ours.getByRole('link', { name: '依頼・引継ぎ' }).first().click();
  await ours.waitForURL(/handovers\/new/);
  bench.check('the municipality where the child lives is the first guess', (await ours.textContent('#receiver option:checked')).includes('北浜市'));
  await ours.locator('label.chip', { hasText: '引き継ぐ' }).click();
  await ours.fill('[name=title]', '入園までの支え');
  await ours.fill('[name=request]', '園の受け入れと、夜間の支えを続けてお願いします。');
  await ours.locator('[name=item][value=identity]').check();
  await ours.locator('[name=item][value=contact]').check();
  await ours.locator('[data-submit]').click();
  await ours.locator('[name=oral]').waitFor();
  bench.check('without a yes of the family nothing is sent, and what was typed stays', (await ours.inputValue('[name=title]')) === '入園までの支え');
  await bench.look(ours, 'request-refused');
  await ours.locator('[name=oral]').check();
  await ours.selectOption('[name=speaker]', 'mother');
  // Whoever signed in longer than a quarter of an hour ago is asked for the factor in the same form.
  if (await ours.locator('#code').count()) {
    await ours.locator('[data-submit]').click();
    await ours.locator('.errs a[href="#code"]').first().waitFor();
    bench.check('without the code only the code is asked for', (await ours.locator('.errs li').count()) === 1);
    await ours.fill('#code', bench.code(bench.account('centre_counsellor')));
  }
  await ours.locator('[data-submit]').click();
  await ours.locator('button[name=send]').waitFor();
  bench.check('before it leaves, what is told is shown', (await ours.textContent('.answers')).includes('連絡先'));
  await bench.look(ours, 'request-check');
  await ours.locator('button[name=send]').click();
  await ours.waitForURL(/H-\d+/);
  story.request = number(ours.url());
  await bench.look(ours, 'request-sent');

  await ours.goto(`/w/handovers/${story.request}/letter`);
  bench.check('the letter is for paper', (await ours.textContent('main')).includes('御中'));
  await bench.look(ours, 'request-letter');
  await ours.goto(`/w/handovers/${story.request}/reminder`);
  bench.check('the reminder is kind and names no child', (await ours.inputValue('#text')).includes('その後いかがでしょうか'));
  await bench.look(ours, 'request-reminder');
  await ours.goto('/w/handovers');
  await bench.look(ours, 'requests');

  const theirs = await bench.as('municipal_officer', '北浜市');
  await theirs.goto('/w');
  bench.check('it stands in the day of the officer', (await theirs.textContent('main')).includes(story.request));
  const fresh = theirs.locator('.wl section').first();
  bench.check('what is new stands on top', (await fresh.locator('h2').textContent()).includes('新しく届いた依頼'));
  await bench.look(theirs, 'officer-fresh');
  await fresh.locator('li.it', { hasText: story.request }).locator('button', { hasText: '受け取る' }).click();
  await theirs.waitForURL(/received=/);
  bench.check('one press receives it, and a line says so', (await theirs.textContent('.flash.ok')).includes('受け取りました'));
  await bench.look(theirs, 'officer-received');
  await theirs.goto(`/w/handovers/${story.request}`);
  await press(theirs, '引き受ける', { owner_name: '木村 彩' });
  bench.check('the Centre can be asked first', await theirs.locator('.det a', { hasText: 'センターに相談する' }).count() === 1);
  await press(theirs, '最初の連絡', { text: '母に電話しました。' });
  await theirs.goto(`/w/handovers/${story.request}?act=answer`);
  await theirs.locator('#deed [data-submit]').click();
  await theirs.locator('.err, .errsum, [role=alert]').first().waitFor();
  bench.check('an empty answer is refused with a sentence', (await theirs.textContent('main')).includes('伝える内容を書いてください'));
  await bench.look(theirs, 'answer-refused');
  await theirs.fill('#deed [name=text]', '1月の利用調整会議にかけます。');
  await theirs.fill('#deed [name=next_step]', '利用調整会議');
  await theirs.locator('#deed [data-submit]').click();
  await theirs.waitForURL(url => /H-\d+$/.test(url.pathname));

  await ours.goto('/w');
  bench.check('the answer comes back to our day', (await ours.textContent('main')).includes(story.request));
  await close(ours, story.request);
  bench.check('four checks are true', (await ours.locator('.close .cb.on').count()) >= 4);
  await bench.look(ours, 'request-watching');
  await ours.goto(`/w/cases/${story.case}`);
  const text = await ours.textContent('main');
  bench.check('the days to ask again stand', (text.match(/その後のようす/g) || []).length >= 3);
  await bench.look(ours, 'case-handed-over');
}
