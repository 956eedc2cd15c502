// An instance for real use, which `init` makes on an empty place, and what a hand does on its pages: a server of its
// own, by the machine's clock; on PostgreSQL where EMPTY_DATABASE names a database without tables. And a rehearsal,
// whose clock goes on to a later day.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { totp } from './harness.mjs';

export const most = 150;   // keys and clicks from the first page to the first invitation
export const lists = fileURLToPath(new URL('../../src/directory/testdata', import.meta.url));
const program = process.env.MICHISHIRUBE || 'build/release/michishirube';
const password = 'mori-kaze-ishi-5';

const freePort = () => new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

async function served(where, port, ...more) {
  const server = spawn(program, ['serve', ...where, '--port', String(port), ...more], { stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/readyz`).then(a => a.ok, () => false)) return server;
    await new Promise(next => setTimeout(next, 100));
  }
  throw new Error('the server did not become ready');
}

/** The server, which whoever keeps it starts again once the settings name a host. */
class Place {
  constructor(where, port) { Object.assign(this, { where, port }); }
  async start(...more) { this.server = await served(this.where, this.port, ...more); }
  async stop() {
    this.server.kill();
    await new Promise(done => this.server.once('exit', done));
  }
}

/** The same checks and pictures, on another server and by the machine's own clock unless more is said. */
function beside(bench, base, more = {}) {
  return Object.assign(Object.create(bench), { base, ahead: 0, states: new Map(), check: (...told) => bench.check(...told), ...more });
}

/** `init` with these words on an empty place, then walk(its bench, the links it printed, its server). */
export async function onEmptyPlace(bench, words, walk) {
  const dir = mkdtempSync(join(tmpdir(), 'michi-setup-')), url = process.env.EMPTY_DATABASE;
  const where = ['--data', dir, ...(url ? ['--database', url] : [])];
  const links = JSON.parse(execFileSync(program, ['init', ...words, ...where, '--json'], { encoding: 'utf8' }));
  const port = await freePort(), place = new Place(where, port);
  await place.start();
  try {
    await walk(beside(bench, `http://localhost:${port}`), links, place);
  } finally {
    await place.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** `demo --real-directory` on that day, then walk(its bench, what lets it go on to a later day). */
export async function onRehearsal(bench, day, walk) {
  const dir = mkdtempSync(join(tmpdir(), 'michi-rehearsal-')), port = await freePort(), place = new Place(['--data', dir], port);
  const made = name => JSON.parse(readFileSync(join(dir, name), 'utf8'));
  const demo = (...words) => execFileSync(program, ['demo', '--data', dir, ...words], { stdio: 'ignore' });
  demo('--real-directory', lists, '--today', day);
  const own = beside(bench, `http://localhost:${port}`, { accounts: made('demo-accounts.json'), ahead: made('demo-clock.json').ahead_ms });
  await place.start();
  try {
    await walk(own, async later => {
      await place.stop();
      demo('--today', later);
      Object.assign(own, { ahead: made('demo-clock.json').ahead_ms, states: new Map() });   // everybody signs in anew
      await place.start();
    });
  } finally {
    await place.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What a hand does: a click, a key; a kanji or kana is two keys and its conversion one more a word. */
export class Hand {
  keys = 0;
  clicks = 0;
  get count() { return this.keys + this.clicks; }
  async click(target) { this.clicks += 1; await target.click(); }
  async tick(target) { this.clicks += 1; await target.check(); }
  async choose(target, label) { this.clicks += 2; this.keys += 1; await target.selectOption({ label }); }   // open, type a letter, take it
  async file(target, path) { this.clicks += 3; await target.setInputFiles(path); }   // open, point at it, take it
  async type(target, text) {
    this.clicks += 1;
    this.keys += text.split(/\s/).reduce((n, word) => n + (/^[\x20-\x7e]*$/.test(word) ? word.length + 1 : word.length * 2 + 2), -1);
    await target.fill(text);
  }
}

export const goesOn = (page, act, where) => Promise.all([page.waitForURL(where), act]);

/** From the letter to a whole session. */
export async function begin(own, path, login, code, hand = new Hand()) {
  const page = await (await own.context()).newPage();
  page.context().setDefaultTimeout(20000);
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

/** A code that was not used yet: each is taken once. */
export async function nextCode(page, secret) {
  await page.waitForTimeout(31000 - (Date.now() % 30000));
  return totp(secret, Date.now());
}

/** Where the page asks for the factor again it gets it. */
export async function stepUp(page, secret) {
  while (/\/w\/step-up/.test(page.url())) {
    await page.fill('input[name=code]', await nextCode(page, secret));
    await Promise.all([page.waitForNavigation(), page.press('input[name=code]', 'Enter')]);
  }
}

/** Accounts are kept with a code given just now. */
export async function open(page, secret, path) {
  await page.goto(path);
  await stepUp(page, secret);
}

export async function invite(page, hand, organisation, role, name, login) {
  await hand.choose(page.locator('#organisation'), organisation);
  await goesOn(page, hand.click(page.locator('#invite form button.pri')), /organisation=/);
  const only = await page.locator(`[name=role][value=${role}]`).isChecked();
  if (!only) await hand.click(page.locator('label.chip', { has: page.locator(`[name=role][value=${role}]`) }));
  await hand.type(page.locator('#name'), name);
  await hand.type(page.locator('#login'), login);
  await goesOn(page, hand.click(page.locator('form[action="/a/accounts"] button.pri')), /made=/);
}

/** From the list of what is missing to two desks in each of the 19 towns. */
export async function desks(own, { page, hand }) {
  await goesOn(page, hand.click(page.locator('#lacks a[href="/a/organisations#desks"]')), /organisations/);
  await own.look(page, 'organisations-empty');
  for (const desk of ['障がい福祉', '教育委員会']) await hand.click(page.locator('#desks label.ckl', { hasText: desk }));
  await goesOn(page, hand.click(page.locator('#desks button.pri')), /made=38/);
  own.check('19 towns have two desks each', (await page.textContent('.flash.ok')).includes('38件'));
}

/** The paths of the printed letters, by login. */
export const letters = page => page.$$eval('article.letter', all =>
  Object.fromEntries(all.map(l => [l.querySelector('td').textContent.trim(), new URL(l.querySelector('code').textContent.trim()).pathname])));

/** The second person agrees to all that waits; answers the code of a name, as told by telephone. */
export async function agree({ page, secret }) {
  await open(page, secret, '/a/agreements');
  for (const box of await page.locator('input[name=proposal]').all()) await box.check();
  await goesOn(page, page.locator('button[value=agree]').click(), /\/a\/agreements$/);
  await page.locator('.told').first().waitFor();
  return name => page.locator('tr', { hasText: name }).locator('.told').textContent();
}

/** The call of a mother in 周南市, from N to the case. */
export async function call(own, page) {
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
