// A browser with the demonstration's accounts, and what every page must hold: no axe violations, no
// sideways scrolling, no text under 14 px, no policy violations, no request to elsewhere, valid HTML.
import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const narrowest = { width: 320, height: 640 };   // 1280 at four times the size (WCAG 1.4.10)
const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off', 'long-title': 'off', 'void-style': 'off', 'attr-quotes': 'off', 'require-sri': 'off',
    'no-implicit-button-type': 'off', 'no-implicit-input-type': 'off', 'form-dup-name': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-redundant-role': 'off',
    'prefer-native-element': 'off', 'doctype-style': 'off', 'tel-non-breaking': 'off', 'no-raw-characters': 'off',
    'valid-id': ['error', { relaxed: true }], 'no-inline-style': 'error', 'aria-label-misuse': 'off', 'wcag/h30': 'error',
  },
});

/** Six digits of the account at this moment of the demonstration. */
export function totp(secret, at) {
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const from = mac[19] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, '0');
}

export class Bench {
  /** `ahead`: milliseconds that the demonstration's clock is ahead of this machine's. */
  constructor(base, accounts, out, ahead = 0) {
    Object.assign(this, { base, accounts, out, ahead, states: new Map(), passed: 0, failures: [] });
    mkdirSync(out, { recursive: true });
  }

  async start() {
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    return this;
  }

  now() { return Date.now() + this.ahead; }

  code(account) { return totp(account.totp_secret, this.now()); }

  /** The civil day in Japan, so many days from today. */
  day(later = 0) { return new Date(this.now() + 9 * 36e5 + later * 864e5).toISOString().slice(0, 10); }

  stop() { return this.browser.close(); }

  check(name, holds, detail = '') {
    if (holds) { this.passed += 1; return; }
    this.failures.push(`${name}${detail ? `: ${detail}` : ''}`);
    console.log(`  not ok ${name}${detail ? `\n    ${detail}` : ''}`);
  }

  account(role, organisation = '') {
    const found = this.accounts.find(a => a.role === role && (a.organisation || '').includes(organisation));
    if (!found) throw new Error(`the demonstration has no account of ${role} ${organisation}`);
    return found;
  }

  async context(options = {}) {
    const context = await this.browser.newContext({ baseURL: this.base, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: sizes[0], ...options });
    context.setDefaultTimeout(8000);
    if (this.ahead) await context.clock.install({ time: this.now() });
    await context.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', e => window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
    });
    context.on('page', page => this.watch(page));
    return context;
  }

  watch(page) {
    page.troubles = [];
    page.on('pageerror', error => page.troubles.push(`script: ${error.message}`));
    page.on('console', message => { if (/Content.Security|TrustedHTML/i.test(message.text())) page.troubles.push(message.text()); });
    page.on('request', request => {
      const url = new URL(request.url());
      if (url.origin !== new URL(this.base).origin && !['data:', 'about:', 'blob:'].includes(url.protocol)) page.troubles.push(`request to ${url.origin}`);
    });
  }

  async signIn(page, account) {
    await page.goto('/sign-in');
    await page.fill('[name=login]', account.login);
    await page.fill('[name=password]', account.password);
    await Promise.all([page.waitForURL(url => !/\/sign-in$/.test(url.pathname)), page.press('[name=password]', 'Enter')]);
    if (await page.locator('input[name=code]').count()) {
      await page.fill('input[name=code]', this.code(account));
      const here = page.url();
      await Promise.all([page.waitForURL(url => url.href !== here), page.press('input[name=code]', 'Enter')]);
    }
  }

  /** A page signed in as this role. A one-time code works once, so the session is kept. */
  async as(role, organisation = '', options = {}) {
    const account = this.account(role, organisation);
    const storageState = this.states.get(account.login);
    const context = await this.context({ ...options, ...(storageState ? { storageState } : {}) });
    const page = await context.newPage();
    if (!storageState) {
      await this.signIn(page, account);
      this.states.set(account.login, await context.storageState());
    }
    return page;
  }

  /** Everything that every page must hold, in both widths, with a picture of each. */
  async look(page, name) {
    await this.validate(page, name);
    for (const size of sizes) {
      const place = `${name} ${size.width}`;
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${this.out}/${name}-${size.width}.png` });
      const seen = await page.evaluate(measure);
      this.check(`${place}: nothing runs over the side`, seen.over <= 1, `${seen.over} px ${seen.widest}`);
      this.check(`${place}: no text under 14 px`, !seen.small.length, seen.small.join(' | '));
      this.check(`${place}: a foot that sticks holds nothing to press`, !seen.feet.length, seen.feet.join(' | '));
      const violations = await page.evaluate(() => window.violations);
      this.check(`${place}: the content security policy holds`, !violations.length, violations.join(' | '));
      await this.runAxe(page, place);
      await this.end(page, place);
    }
    await page.setViewportSize(narrowest);
    await page.waitForTimeout(100);
    const { over, widest } = await page.evaluate(measure);
    this.check(`${name} ${narrowest.width}: nothing runs over the side`, over <= 1, `${over} px ${widest}`);
    await this.end(page, `${name} ${narrowest.width}`);
    await page.setViewportSize(sizes[0]);
    this.check(`${name}: no script error, nothing asked of other hosts`, !page.troubles.length, page.troubles.join(' | '));
  }

  /** Scrolled to its end a page shows all it has; the bar at the bottom says whole words in one row. */
  async end(page, place) {
    const told = await page.evaluate(ending);
    this.check(`${place}: nothing ends under the bar at the bottom`, !told.under.length, told.under.join(' | '));
    this.check(`${place}: the bar at the bottom is one row of whole words`, !told.cut.length, told.cut.join(' | '));
  }

  /** Whatever the keyboard reaches is seen whole, whether one comes from above or from below. */
  async reach(page, name) {
    for (const size of sizes) {
      await page.setViewportSize(size);
      const told = await page.evaluate(covered);
      this.check(`${name} ${size.width}: what has the focus is not covered`, !told.length, `${told.length}: ${told.slice(0, 4).join(' | ')}`);
    }
    await page.setViewportSize(sizes[0]);
  }

  async runAxe(page, place) {
    const troubles = [...page.troubles];
    await page.evaluate(axe);
    const found = await page.evaluate(only => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), tags);
    page.troubles = troubles;   // what axe itself tried is not the page's
    await page.evaluate(() => { window.violations = []; });
    const told = found.violations.map(v => `${v.id} (${v.nodes.length}): ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')} ${v.nodes[0].any[0]?.message || v.help}`);
    this.check(`${place}: axe`, !told.length, told.join('\n    '));
  }

  async validate(page, name) {
    const answer = await page.context().request.get(page.url());
    if (!answer.ok()) return;
    const report = await html.validateString(await answer.text());
    const told = report.results.flatMap(r => r.messages).filter(m => m.severity === 2).map(m => `${m.line}:${m.column} ${m.ruleId} ${m.message}`);
    this.check(`${name}: valid HTML`, !told.length, [...new Set(told)].slice(0, 12).join('\n    '));
  }
}

function measure() {
  const small = [];
  for (const el of document.querySelectorAll('body *')) {
    const own = [...el.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const scale = el instanceof SVGElement && el.getScreenCTM ? el.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(el).fontSize) * scale;
    if (size < 13.9) small.push(`${size.toFixed(1)} ${el.outerHTML.slice(0, 80)}`);
  }
  const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
  const widest = over > 1 ? [...document.querySelectorAll('main *')].filter(el => el.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3).map(el => el.outerHTML.slice(0, 80)).join(' | ') : '';
  // Where a list ends under it is a matter of the day: a target in such a foot lies over those of the list.
  const feet = [...document.querySelectorAll('body *')].filter(el => {
    const style = getComputedStyle(el);
    return style.position === 'sticky' && style.bottom !== 'auto' && el.checkVisibility() && [...el.querySelectorAll('a[href], button, input, select, textarea, summary')].some(inside => inside.checkVisibility());
  }).map(el => el.outerHTML.slice(0, 80));
  return { small: small.slice(0, 5), over, widest, feet };
}

function ending() {
  const seen = window.scrollY;
  window.scrollTo(0, document.documentElement.scrollHeight);
  const visible = el => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const clipped = el => { const look = getComputedStyle(el); return look.clipPath.startsWith('inset(50%') || look.clip.startsWith('rect(0px, 0px'); };
  const onlyHeard = el => { for (let at = el; at; at = at.parentElement) if (clipped(at)) return true; return false; };
  const bars = [...document.querySelectorAll('body *')].filter(el => getComputedStyle(el).position === 'fixed' && getComputedStyle(el).bottom === '0px' && visible(el));
  const under = bars.flatMap(bar => {
    const top = bar.getBoundingClientRect().top;
    return [...document.querySelectorAll('main *')].filter(el => {
      if (bar.contains(el) || !visible(el) || onlyHeard(el)) return false;
      const says = el.matches('a, button, input, select, textarea') || [...el.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      const box = el.getBoundingClientRect();
      return says && box.width > 2 && box.bottom > top + 1;
    });
  }).map(el => el.outerHTML.slice(0, 80));
  const row = [...document.querySelectorAll('.side .nav')].filter(el => visible(el) && getComputedStyle(el.parentElement).position === 'fixed');
  const cut = row.filter(el => {
    const label = [...el.querySelectorAll('span')].find(span => visible(span) && span.getBoundingClientRect().width > 2);
    return !label || label.scrollWidth > el.clientWidth || label.getBoundingClientRect().height > 24 || el.getBoundingClientRect().top !== row[0].getBoundingClientRect().top;
  }).map(el => el.textContent.trim());
  window.scrollTo(0, seen);
  return { under: under.slice(0, 5), cut };
}

/** What has the focus and lies, all or in part, under something that stays while the page scrolls (WCAG 2.4.11, 2.4.12). */
function covered() {
  const stays = el => { for (; el; el = el.parentElement) if (['sticky', 'fixed'].includes(getComputedStyle(el).position)) return el; return null; };
  const told = [];
  let n = 0;
  for (const el of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (el.disabled || el.tabIndex < 0 || !el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || el.closest('.vh, .skip')) continue;
    window.scrollTo(0, ++n % 2 ? document.body.scrollHeight : 0);
    el.focus();
    const box = el.getBoundingClientRect();
    if (document.activeElement !== el || box.height > innerHeight / 2 || box.width < 4) continue;
    for (const [x, y] of [[.5, .5], [.5, .1], [.5, .9]]) {
      const over = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y), bar = over && stays(over);
      if (over && bar && !bar.contains(el) && !el.contains(over)) { told.push(`${el.outerHTML.slice(0, 70)} under ${bar.className || bar.tagName}`); break; }
    }
  }
  return told;
}
