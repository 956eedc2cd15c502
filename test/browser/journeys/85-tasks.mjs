// Ten tasks, one for each kind of user, with what a hand does counted: every press, typed field and choice is one.
class Hand {
  constructor(page) { Object.assign(this, { page, count: 0 }); }
  async press(locator) { this.count += 1; await locator.first().click(); await this.page.waitForLoadState(); }
  async type(locator, text) { this.count += 1; await locator.first().fill(text); }
  async enter(key = 'Enter') {
    this.count += 1;
    const here = this.page.url();
    await Promise.all([this.page.waitForURL(url => url.href !== here, { timeout: 8000 }).catch(() => {}), this.page.keyboard.press(key)]);
    await this.page.waitForLoadState();
  }
}

/** Whether this is seen without scrolling, above the bar at the bottom of a telephone. */
async function isSeen(page, locator) {
  const box = await locator.first().boundingBox();
  const bar = await page.evaluate(() => [...document.querySelectorAll('.tabbar, nav.bottom, .side')].map(e => e.getBoundingClientRect().top).filter(top => top > innerHeight / 2)[0] || innerHeight);
  return Boolean(box) && box.y >= 0 && box.y + box.height <= bar;
}

async function task(bench, name, most, role, walk, options = {}) {
  const page = role === 'anybody' ? await (await bench.context(options)).newPage() : await bench.as(role, options.organisation || '', options.size ? { viewport: options.size } : {});
  await page.goto(options.from || '/w');
  const hand = new Hand(page);
  const done = await walk(page, hand);
  bench.check(`${name}: it is done`, done);
  bench.check(`${name}: at most ${most} actions`, hand.count <= most, String(hand.count));
  await page.context().close();
}

const telephone = { width: 390, height: 844 };

export default async function walk(bench) {
  await task(bench, 'a counsellor takes a call', 5, 'centre_counsellor', async (page, hand) => {
    await hand.enter('n');
    await hand.type(page.locator('[name=caller_phone]'), '090-0000-4498');
    await hand.type(page.locator('[name=words]'), '短期入所の空きを知りたい。');
    await hand.enter('Control+Enter');
    return (await page.textContent('main')).includes('短期入所の空き');
  });
  await task(bench, 'the head gives a step to somebody else', 3, 'centre_head', async (page, hand) => {
    await hand.press(page.locator('.asg summary, .asg select'));
    const choice = page.locator('.asg select');
    hand.count += 1;
    await choice.first().selectOption({ index: 1 });
    await hand.press(page.locator('.asg button'));
    return (await page.textContent('main')).includes('元に戻す') || page.url().includes('undo=');
  }, { from: '/w?view=team' });
  await task(bench, 'reception finds a family by its number', 2, 'receptionist', async (page, hand) => {
    await hand.type(page.locator('input[name=q]'), '0000-4417');
    await hand.enter();
    return (await page.textContent('main')).includes('W-0231');
  });
  await task(bench, 'an officer receives, accepts and answers', 8, 'municipal_officer', async (page, hand) => {
    const fresh = page.locator('.wl li.it', { has: page.locator('button', { hasText: '受け取る' }) });
    if (!await fresh.count()) return true;   // all of its day is received
    const number = (await fresh.first().textContent()).match(/H-\d+/)?.[0];
    await hand.press(fresh.locator('button', { hasText: '受け取る' }));
    await page.goto(`/w/handovers/${number}?act=note`);
    hand.count += 2;   // the row, and 途中経過を伝える
    await hand.type(page.locator('#deed [name=text]'), '1月の会議にかけます。');
    await hand.press(page.locator('#deed [data-submit]'));
    return (await page.textContent('main')).includes('1月の会議にかけます。');
  }, { organisation: '北浜市' });
  await task(bench, 'a coordinator asks the Centre about a family', 2, 'local_coordinator', async (page, hand) => {
    await hand.press(page.locator('.wl li.it .t a, .wl li.it a'));
    await hand.press(page.locator('main a', { hasText: 'センターに相談する' }));
    return (await page.locator('[name=request], textarea').count()) > 0;
  });
  await task(bench, 'a partner sees what it is asked', 1, 'partner', async (page, hand) => {
    await hand.press(page.locator('.wl a[href*="H-"], .wl a.t, .wl li.it a'));
    return /H-\d+|W-\d+/.test(page.url());
  });
  await task(bench, 'the prefecture opens its newest month', 1, 'prefecture_officer', async (page, hand) => {
    await hand.press(page.locator('a', { hasText: '月次報告を開く' }));
    return /reports/.test(page.url());
  });
  await task(bench, 'a family sees what happens next without scrolling', 0, 'family', async page => {
    const next = page.locator('main', { hasText: 'ご相談の状況' }).locator('p, span, div', { hasText: /^つぎの予定/ });
    return await isSeen(page, next) && await isSeen(page, page.locator('a[href^="tel:"]'));
  }, { size: telephone });
  await task(bench, 'the administrator sees the backup', 0, 'administrator', async page => (await page.textContent('main')).includes('バックアップ'));
  await task(bench, 'anybody finds a place by words', 3, 'anybody', async (page, hand) => {
    await hand.press(page.locator('main a', { hasText: 'さがす' }));
    await hand.type(page.locator('[name=words]'), '夜のケアがつらい');
    await hand.enter();
    return (await page.locator('main a[href*="S-"]').count()) > 0;
  }, { from: '/', viewport: telephone });
}
