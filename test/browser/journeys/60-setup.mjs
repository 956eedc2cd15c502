// An empty instance for real use: `michishirube init`, then pages only. Desks for every town, three invitations,
// first sign-ins, a call, and a request that the officer of 周南市 reads. Not the demonstration: a server of its own.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { totp } from '../harness.mjs';

const program = process.env.MICHISHIRUBE || 'build/release/michishirube';
const password = 'mori-kaze-ishi-5';
const most = 150;   // keys and clicks from the first page to the first invitation

const freePort = () => new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

async function served(dir, port, ...more) {
  const server = spawn(program, ['serve', '--data', dir, '--port', String(port), ...more], { stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/readyz`).then(a => a.ok, () => false)) return server;
    await new Promise(next => setTimeout(next, 100));
  }
  throw new Error('the server did not become ready');
}

/** The server, which whoever keeps it starts again once the settings name a host. */
class Place {
  constructor(dir, port) { Object.assign(this, { dir, port }); }
  async start(...more) { this.server = await served(this.dir, this.port, ...more); }
  async stop() {
    this.server.kill();
    await new Promise(done => this.server.once('exit', done));
  }
}

/** The same checks and pictures, on another server and by the machine's own clock. */
function beside(bench, base) {
  return Object.assign(Object.create(bench), { base, ahead: 0, states: new Map(), check: (...told) => bench.check(...told) });
}

/** What a hand does: a click, a key; a kanji or kana is two keys and its conversion one more a word. */
class Hand {
  count = 0;
  async click(target) { this.count += 1; await target.click(); }
  async choose(target, label) { this.count += 3; await target.selectOption({ label }); }   // open, type a letter, take it
  async type(target, text) {
    this.count += 1 + text.split(/\s/).reduce((n, word) => n + (/^[\x20-\x7e]*$/.test(word) ? word.length + 1 : word.length * 2 + 2), -1);
    await target.fill(text);
  }
}

const goesOn = (page, act, where) => Promise.all([page.waitForURL(where), act]);

/** From the letter to a whole session. */
async function begin(own, path, login, code) {
  const page = await (await own.context()).newPage(), hand = new Hand();
  await page.goto(path);
  if (code) await hand.type(page.locator('[name=code]'), code.replace(/\D/g, ''));
  await hand.type(page.locator('[name=password]'), password);
  await goesOn(page, hand.click(page.locator('form button.pri')), /\/sign-in$/);
  await hand.type(page.locator('[name=login]'), login);
  await hand.type(page.locator('[name=password]'), password);
  await goesOn(page, hand.click(page.locator('form button.pri')), /\/enrol$/);
  await page.locator('details.note summary').click();
  const secret = (await page.locator('dl.byhand dd').last().textContent()).trim();
  await hand.type(page.locator('[name=code]'), totp(secret, Date.now()));
  await hand.click(page.locator('form button.pri'));
  await page.locator('.codes').waitFor();
  await hand.click(page.locator('a.btn.pri'));
  return { page, hand, secret };
}

/** Accounts are kept with a code given just now. */
async function open(page, secret, path) {
  await page.goto(path);
  while (/\/w\/step-up/.test(page.url())) {
    await page.waitForTimeout(31000 - (Date.now() % 30000));
    await page.fill('input[name=code]', totp(secret, Date.now()));
    await Promise.all([page.waitForNavigation(), page.press('input[name=code]', 'Enter')]);
  }
}

async function invite(page, hand, organisation, role, name, login) {
  await hand.choose(page.locator('#organisation'), organisation);
  await goesOn(page, hand.click(page.locator('#invite form button.pri')), /organisation=/);
  const only = await page.locator(`[name=role][value=${role}]`).isChecked();
  if (!only) await hand.click(page.locator('label.chip', { has: page.locator(`[name=role][value=${role}]`) }));
  await hand.type(page.locator('#name'), name);
  await hand.type(page.locator('#login'), login);
  await goesOn(page, hand.click(page.locator('form[action="/a/accounts"] button.pri')), /made=/);
}

async function desks(own, admin) {
  const { page, hand } = admin;
  await hand.click(page.locator('.side a[href="/a/setup"]'));
  await page.locator('#lacks').waitFor();
  own.check('what is missing is said, with the way there', (await page.textContent('#lacks')).includes('窓口のない市町村'));
  await own.look(page, 'setup-empty');
  await goesOn(page, hand.click(page.locator('#lacks li', { hasText: '窓口のない市町村' }).locator('a.btn')), /organisations/);
  await own.look(page, 'organisations-empty');
  for (const desk of ['障がい福祉', '教育委員会']) await hand.click(page.locator('#desks label.ckl', { hasText: desk }));
  await goesOn(page, hand.click(page.locator('#desks button.pri')), /made=38/);
  own.check('19 towns have two desks each', (await page.textContent('.flash.ok')).includes('38件'));
  await own.look(page, 'organisations-desks');
  await page.locator('a.act', { hasText: '周南市 障がい福祉担当' }).click();
  await page.fill('#phone', 'あとで');
  await page.locator('form.stack button.pri').click();
  await page.locator('.errs').waitFor();
  await own.look(page, 'organisation-refused');
  await page.fill('#name', '周南市 障害者支援課');
  await page.fill('#phone', '０８３４２２０００１');
  await goesOn(page, page.locator('form.stack button.pri').click(), /saved=1/);
  own.check('the earlier name stays, the number has its hyphens', (await page.textContent('main')).includes('障がい福祉担当') && await page.inputValue('#phone') === '0834-22-0001');
  await own.look(page, 'organisation');
}

async function invitations(own, admin, head, place) {
  const { page, hand } = admin;
  await hand.click(page.locator('.side a[href="/a/accounts"]'));
  await page.locator('#invite').waitFor();
  own.check('no organisation is chosen by itself', await page.inputValue('#organisation') === '');
  await own.look(page, 'accounts-empty');
  const centre = '山口県医療的ケア児支援センター';
  await invite(page, hand, centre, 'centre_counsellor', '岡田 みき', 'okada');
  own.check(`the first invitation within ${most} keys and clicks`, hand.count <= most, String(hand.count));
  console.log(`    ${hand.count} keys and clicks from the link to the first invitation`);
  await invite(page, hand, '周南市 障害者支援課', 'municipal_officer', '周防 直', 'suo');
  await invite(page, hand, centre, 'receptionist', '山口 花', 'hana');
  own.check('before the host is named the page of accounts says that no letter can be printed', (await page.textContent('.flash.warn')).includes('まだ印刷できません'));
  await page.goto('/a/proposals/letters');
  own.check('and none is, with the way to where it is named', await page.locator('.letter code').count() === 0 && await page.locator('main a[href="/a/setup#host"]').count() === 1);
  await own.look(page, 'invitation-letters-unaddressed');
  await place.stop();
  await place.start('--public-host', 'localhost');
  await page.goto('/a/proposals/letters');
  own.check('three letters with the whole address', await page.locator('.letter code').count() === 3 && (await page.textContent('.letter code')).startsWith('http://'));
  await own.look(page, 'invitation-letters');
  const letters = await page.$$eval('article.letter', all => Object.fromEntries(all.map(l => [l.querySelector('td').textContent.trim(), new URL(l.querySelector('code').textContent.trim()).pathname])));
  await open(head.page, head.secret, '/a/agreements');
  for (const box of await head.page.locator('input[name=proposal]').all()) await box.check();
  await goesOn(head.page, head.page.locator('button[value=agree]').click(), /\/a\/agreements$/);
  await head.page.locator('.told').first().waitFor();
  const code = async name => head.page.locator('tr', { hasText: name }).locator('.told').textContent();
  return { okada: [letters.okada, await code('岡田 みき')], suo: [letters.suo, await code('周防 直')], hana: [letters.hana, await code('山口 花')] };
}

async function call(own, page) {
  await page.goto('/w');
  await page.keyboard.press('n');
  await page.waitForURL(/\/w\/intake\/R-\d+/);
  const towns = await page.$$eval('[name=municipality] option', all => all.map(o => o.textContent.trim()));
  own.check('the towns of 山口県 can be chosen', towns.includes('周南市') && towns.includes('阿武町') && !towns.some(t => t.includes('若葉')), towns.join(' '));
  await page.fill('[name=words]', '夜の吸引がつらい。市に相談したい');
  await page.locator('label.chip', { has: page.locator('[name=caller_kind][value=mother]') }).click();
  await page.fill('[name=child_kana]', 'やまもと ひかり');
  await page.fill('[name=child_kanji]', '山本 ひかり');
  await page.selectOption('[name=municipality]', { label: '周南市' });
  await page.fill('[name=next_what]', '市に、夜の支えを聞く');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/w\/cases\/W-\d+/);
}

async function request(own, page) {
  await page.getByRole('link', { name: '依頼・引継ぎ' }).first().click();
  await page.waitForURL(/handovers\/new/);
  own.check('the welfare desk of the town is the first guess', (await page.textContent('#receiver option:checked')).includes('周南市 障害者支援課'));
  await page.fill('[name=title]', '夜の支え');
  await page.fill('[name=request]', '夜間の支えについて、使える制度を教えてください。');
  await page.locator('[name=item][value=contact]').check();
  await page.locator('[data-submit]').click();
  await page.locator('[name=oral]').check();
  await page.selectOption('[name=speaker]', 'mother');
  await page.locator('[data-submit]').click();
  await page.locator('button[name=send]').click();
  await page.waitForURL(/H-\d+/);
  return page.url().match(/H-\d+/)[0];
}

async function rehearse(own, links, place) {
  const front = await (await own.context()).newPage();
  await front.goto('/');
  own.check('a stranger finds the Centre and its number', (await front.textContent('main')).includes('083-902-0000'));
  await own.look(front, 'front');
  const admin = await begin(own, new URL(links.first_link).pathname, 'kanri');
  const head = await begin(own, new URL(links.head_link).pathname, 'chou');
  await desks(own, admin);
  const letters = await invitations(own, admin, head, place);
  const counsellor = await begin(own, letters.okada[0], 'okada', letters.okada[1]);
  const officer = await begin(own, letters.suo[0], 'suo', letters.suo[1]);
  await begin(own, letters.hana[0], 'hana', letters.hana[1]);
  await call(own, counsellor.page);
  const number = await request(own, counsellor.page);
  await officer.page.goto('/w');
  own.check('it stands in the day of the officer', (await officer.page.textContent('main')).includes(number));
  await officer.page.goto(`/w/handovers/${number}`);
  own.check('the officer reads it', (await officer.page.textContent('main')).includes('夜間の支えについて'));
  await open(admin.page, admin.secret, '/a/accounts');
  await own.look(admin.page, 'accounts-begun');
  await open(admin.page, admin.secret, '/a/successions');
  await own.look(admin.page, 'successions');
  await admin.page.goto('/a/organisations/list');
  await own.look(admin.page, 'organisations-list');
}

export default async function walk(bench) {
  const dir = mkdtempSync(join(tmpdir(), 'michi-setup-'));
  const words = ['--prefecture', '35', '--centre', '山口県医療的ケア児支援センター', '--phone', '083-902-0000', '--hours', '平日 9:00〜17:00',
    '--admin-name', '管理 はじめ', '--admin-login', 'kanri', '--head-name', '長 まり', '--head-login', 'chou'];
  const links = JSON.parse(execFileSync(program, ['init', ...words, '--data', dir, '--json'], { encoding: 'utf8' }));
  bench.check('19 municipalities of 山口県', links.municipalities === 19, JSON.stringify(links));
  const port = await freePort(), place = new Place(dir, port);
  await place.start();
  try {
    await rehearse(beside(bench, `http://localhost:${port}`), links, place);
  } finally {
    await place.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
