// Speed and comfort on top of pages that work without it: keys, the cursor of lists, autosave,
// chips with three states, echoes of dates, the duplicate hint, the call timer and the lock.
// Templates ask for each by an attribute; every text a person reads comes from the page (catalogue).
'use strict';
(() => {
document.documentElement.classList.add('js');
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const fill = (text, values) => (text || '').replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
// The only place where markup from our own server becomes nodes; scripts in it never run.
const policy = window.trustedTypes ? window.trustedTypes.createPolicy('michi', { createHTML: markup => markup }) : null;
const parse = markup => new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, 'text/html');
const icon = name => {
  const near = $('.ic use');
  if (!near) return document.createTextNode('');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', near.getAttribute('href').replace(/#.*/, '#i-' + name));
  svg.setAttribute('class', 'ic');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
};
// The time at the server, which made the page: this computer's clock may be wrong, and a demonstration has a day of its own.
let ahead = 0;
const now = () => Date.now() + ahead;
const savers = [];   // filled by saving.js
const saveAll = () => { savers.forEach(saver => saver.flush(true)); return savers.length > 0; };
const post = (url, form, headers, more = {}) => fetch(url, {
  method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin', redirect: 'manual', headers, ...more,
});

// ---------- keys ----------
const writing = el => el && (el.isContentEditable || el.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])'));
const pressable = el => el && el !== document.body && el.matches('button, summary, input, a[href]');
let sequence = '', sequenceEnds = 0;

function activate(el) {
  if (!el) return false;
  if (writing(el)) el.focus(); else el.click();
  return true;
}
function bySpelling(key) {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  return (rows.current() && $(wanted, rows.current())) || $$(wanted).find(el => !el.closest('.it'));
}
function onSpelledKey(key) {
  const spelled = Date.now() < sequenceEnds ? `${sequence} ${key}` : key;
  sequence = '';
  if (activate(bySpelling(spelled))) return true;
  if ($(`[data-key^="${CSS.escape(key)} "]`)) {
    [sequence, sequenceEnds] = [key, Date.now() + 1500];
    return true;
  }
  return false;
}
// The groups of a form bear numbers: Alt with the number leads into that group, whatever is being written.
function enterGroup(number) {
  const mark = $$('main .no').find(el => el.textContent.trim() === number);
  const group = mark && mark.closest('fieldset, .fld, details');
  if (!group) return false;
  for (let fold = mark.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  const fields = $$('input:not([type=hidden]), select, textarea', group).filter(el => !el.disabled && el.offsetParent);
  (fields.find(el => el.checked) || fields[0] || $('summary', group))?.focus();
  return true;
}
function onRowKey(key, focused) {
  if (!rows.all().length) return false;
  if (key === 'j' || key === 'k') return rows.move(key === 'j' ? 1 : -1);
  const inRow = focused && focused.matches('a.act');
  if (pressable(focused) && !(inRow && key === ' ')) return false;
  if (key === ' ') return rows.peek();
  if (key === 'enter') return activate(rows.current() && $('a.act', rows.current()));
  return false;
}
function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const focused = document.activeElement, key = event.key.toLowerCase(), control = event.ctrlKey || event.metaKey;
  let done = false;
  if (control && key === 'enter') done = activate((focused.form && $('[data-submit]', focused.form)) || $('main [data-submit]'));
  else if (control && key === 's') done = activate($('main [data-draft]')) || saveAll();
  else if (/^f\d/.test(key)) done = activate(bySpelling(key));
  else if (event.altKey && !control && /^Digit[1-9]$/.test(event.code) && document.body.dataset.keys !== 'off') done = enterGroup(event.code.slice(-1));
  else if (control || event.altKey || writing(focused) || document.body.dataset.keys === 'off') return;
  else if (key === '/') done = activate($('[data-search]'));
  else if (key === 'r' && $('[data-composer]')) done = activate($('[data-composer]'));
  else done = onRowKey(key, focused) || onSpelledKey(key);
  if (done) event.preventDefault();
}

// ---------- days ----------
// The server reads a day as it is said (あす, 12/4); the field then says it in full, with the weekday.
async function askDay(toward, text) {
  const answer = await fetch(`/w/days?${new URLSearchParams({ toward, text })}`, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  return answer.ok ? answer.json() : null;
}
const offered = {};
function saidDay(input) {
  const toward = input.dataset.day, says = document.createElement('output'), chips = document.createElement('span');
  says.id = input.id + '-says';
  says.className = 'hint';
  chips.className = 'row wrap noprint';
  chips.hidden = true;
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby') || ''} ${says.id}`.trim());
  input.after(says, chips);
  const read = async () => {
    const text = input.value.trim();
    says.textContent = '';
    const day = text && await askDay(toward, text).catch(() => null);
    if (!day || input.value.trim() !== text) return;
    says.textContent = day.refusal || day.says;
    if (day.value && day.value !== text) write(day.value);
  };
  const write = value => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const offer = async () => {
    if (chips.childElementCount) return;
    offered[toward] ??= askDay(toward, '').catch(() => null);
    for (const one of (await offered[toward])?.chips || []) {
      const chip = document.createElement('button');
      Object.assign(chip, { type: 'button', className: 'btn sm gray', textContent: one.text, tabIndex: -1 });
      chip.addEventListener('click', () => { write(one.value); read(); });
      chips.append(chip);
    }
    chips.hidden = !chips.childElementCount;
  };
  input.addEventListener('change', read);
  input.addEventListener('focus', offer);
}

// ---------- lists with a cursor ----------
const rows = {
  all: () => $$('[data-rows] .it:not(.hdr)'),
  current: () => $('[data-rows] .it.cur'),
  move(by) {
    const all = this.all(), from = this.current(), open = from && $('.peek[open]', from);
    const at = from ? all.indexOf(from) + by : by > 0 ? 0 : all.length - 1;
    const to = all[Math.max(0, Math.min(all.length - 1, at))];
    if (to === from) return true;
    if (open) open.open = false;
    this.choose(to);
    if (open && $('.peek', to)) $('.peek', to).open = true;
    $('a.act', to)?.focus();
    to.scrollIntoView({ block: 'nearest' });
    return true;
  },
  choose(row) {
    this.current()?.classList.remove('cur');
    row.classList.add('cur');
  },
  peek() {
    const peek = this.current() && $('.peek', this.current());
    if (peek) peek.open = !peek.open;
    return Boolean(peek);
  },
};
async function fillPeek(details) {
  const place = $('.pk-t', details);
  if (!details.open || !details.dataset.peek || !place || place.childElementCount) return;
  const answer = await fetch(details.dataset.peek, { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' });
  if (answer.ok) replaceInside(place, await answer.text());
}
function replaceInside(place, markup) {
  place.replaceChildren(...[...parse(markup).body.childNodes].map(node => document.importNode(node, true)));
}

// ---------- forms ----------
function guardSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = '1';
  event.submitter?.setAttribute('aria-busy', 'true');
  setTimeout(() => release(form), 6000);
}
function release(form) {
  delete form.dataset.sent;
  $$('[aria-busy]', form).forEach(el => el.removeAttribute('aria-busy'));
}
function enterInField(event) {
  const field = event.target;
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
  if (!writing(field) || field.matches('textarea') || !field.form) return;
  const next = field.dataset.next && $(field.dataset.next);
  if (!next && !field.form.dataset.autosave) return;
  event.preventDefault();
  next?.focus();
}
/** One chip for the three radio buttons of a fieldset. */
function triState(fieldset) {
  const radios = $$('input', fieldset), name = $('legend', fieldset).textContent.trim();
  const chip = document.createElement('button');
  const at = () => Math.max(0, radios.findIndex(radio => radio.checked));
  const draw = () => {
    const state = at(), word = radios[state].parentElement.textContent.trim();
    chip.className = ['chip', 'chip on', 'chip unk'][state];
    chip.setAttribute('aria-label', `${name} ${word}`);
    chip.replaceChildren(...(state === 1 ? [icon('check'), name] : [state === 2 ? `${name} ${word}` : name]));
  };
  chip.type = 'button';
  chip.addEventListener('click', () => {
    radios[(at() + 1) % radios.length].checked = true;
    draw();
    radios[0].dispatchEvent(new Event('change', { bubbles: true }));
  });
  draw();
  fieldset.append(chip);
}
/** A chosen radio chip is taken back by pressing it again. */
function takeBack(group) {
  let before = null;
  const note = () => { before = $('input:checked', group); };
  group.addEventListener('pointerdown', note);
  group.addEventListener('keydown', note);
  group.addEventListener('click', event => {
    if (event.target.type !== 'radio' || event.target !== before) return;
    event.target.checked = false;
    before = null;
    event.target.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

const eras = { reiwa: 2018, heisei: 1988, showa: 1925, western: 0 };
const eraMarks = { 令和: 'reiwa', r: 'reiwa', 平成: 'heisei', h: 'heisei', 昭和: 'showa', s: 'showa', '': 'western' };
function readDate(text) {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace('元', '1');
  const read = plain.match(/^(令和|平成|昭和|[rhs]|)\s*(\d{1,4})\s*[./年-]\s*(\d{1,2})\s*[./月-]\s*(\d{1,2})\s*日?$/)
    || plain.match(/^()(\d{4})(\d\d)(\d\d)$/);
  return read && { era: eraMarks[read[1]], year: read[2], month: read[3], day: read[4] };
}
function dateField(fieldset) {
  const part = name => $(`[data-part="${name}"]`, fieldset), echo = $('[data-echo-to]', fieldset);
  const choose = era => { const radio = $(`[data-era="${era}"]`, fieldset); if (radio) radio.checked = true; };
  const number = name => Number(part(name).value.normalize('NFKC').replace('元', '1'));
  const draw = () => {
    if (part('year').value.trim().length === 4) choose('western');
    const era = $('[data-era]:checked', fieldset)?.dataset.era || 'western';
    const [y, m, d] = [number('year') + eras[era], number('month'), number('day')], date = new Date(y, m - 1, d);
    const real = number('year') && m && d && date.getFullYear() === y && date.getMonth() === m - 1;
    if (echo) echo.textContent = real ? age(fieldset.dataset, date, { y, m, d }) : '';
  };
  fieldset.addEventListener('input', draw);
  fieldset.addEventListener('change', draw);
  fieldset.addEventListener('paste', event => {
    const read = readDate(event.clipboardData.getData('text'));
    if (!read) return;
    event.preventDefault();
    choose(read.era);
    ['year', 'month', 'day'].forEach(name => { part(name).value = Number(read[name]); });
    part('day').dispatchEvent(new Event('input', { bubbles: true }));
  });
  draw();
}
function age(texts, date, parts) {
  const today = new Date(now()), western = fill(texts.western, parts);
  const months = (today.getFullYear() - parts.y) * 12 + today.getMonth() + 1 - parts.m - (today.getDate() < parts.d ? 1 : 0);
  if (date > today || !texts.echo) return western;
  return fill(months < 12 ? texts.echoBaby : texts.echo, { western, y: Math.floor(months / 12), m: months % 12 });
}
/** The parts that the server draws anew while somebody types; not the one the keyboard stands in. */
function redraw(form, markup) {
  let whole = true;
  $$('[data-live]', parse(markup)).forEach(fresh => {
    const place = $(`[data-live="${CSS.escape(fresh.dataset.live)}"]`, form);
    if (!place || place.innerHTML === fresh.innerHTML) return;
    if (place.contains(document.activeElement)) { whole = false; return; }
    place.replaceChildren(...[...fresh.childNodes].map(node => document.importNode(node, true)));
    $$('.chips', place).forEach(takeBack);
  });
  return whole;
}
// Full-width letters in a password are taken as they are; whoever did not mean them is told.
function tellWide(input) {
  const note = document.createElement('p');
  note.className = 'hint';
  note.setAttribute('role', 'status');
  input.after(note);
  const draw = () => { note.textContent = /[\uff01-\uff5e\u3000]/.test(input.value) ? input.dataset.wide : ''; };
  input.addEventListener('input', draw);
}
function hints(form) {
  const panel = $('[data-hint-panel]', form) || $('[data-hint-panel]');
  let timer, request, shown;
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    try {
      const answer = await post(form.dataset.hint, form, { 'HX-Request': 'true', Accept: 'text/html' }, { signal: request.signal });
      const markup = answer.ok ? await answer.text() : shown;
      if (markup === shown) return;
      shown = redraw(form, markup) ? markup : null;
      suggestTopics(form, panel);
    } catch { /* the hint is a help only; the next key asks again */ }
  };
  form.addEventListener('input', event => {
    if (!event.target.hasAttribute('data-hints')) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
}
/** The first topic chosen is the main one until another is marked. */
function mainTopic(group) {
  const mains = $$('input[type=radio]', group), box = main => $('input[type=checkbox]', main.closest('.topic'));
  group.addEventListener('change', event => {
    const main = event.target.type === 'checkbox' && $('input[type=radio]', event.target.closest('.topic'));
    if (!main) return;
    if (!event.target.checked) main.checked = false;
    if (mains.some(one => one.checked)) return;
    const next = event.target.checked ? main : mains.find(one => box(one).checked);
    if (next) next.checked = true;
  });
}
/** What was not asked yet is counted while the call goes on. */
const heard = el => (el.type === 'radio' || el.type === 'checkbox' ? el.checked && el.value && !el.dataset.era : el.value.trim());
function countMissing(form) {
  const left = $('[data-missing]', form);
  const draw = () => { left.textContent = $$('[data-ask]', form).filter(ask => !$$('input, select, textarea', ask).some(heard)).length; };
  form.addEventListener('input', draw);
  form.addEventListener('change', draw);
  draw();
}
/** The hint says which topics the words speak of: their chips are drawn dashed. */
function suggestTopics(form, panel) {
  const told = $('[data-suggested]', panel)?.dataset.suggested.split(' ') || [];
  $$('input[name=topic]', form).forEach(input => input.closest('.chip').classList.toggle('sug', told.includes(input.value)));
}
function insertPrompt(button) {
  const memo = document.getElementById(button.dataset.insert);
  memo.value += `${memo.value && !memo.value.endsWith('\n') ? '\n' : ''}${button.textContent.trim()}：`;
  memo.focus();
  memo.dispatchEvent(new Event('input', { bubbles: true }));
}

// ---------- call timer and lock ----------
function drawTimers() {
  $$('[data-since]').forEach(el => {
    const seconds = Math.max(0, Math.floor((now() - Date.parse(el.dataset.since)) / 1000));
    const two = n => String(n).padStart(2, '0'), hours = Math.floor(seconds / 3600);
    el.textContent = `${hours ? `${hours}:${two(Math.floor(seconds / 60) % 60)}` : two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  });
}
function watchLock(form) {
  const limit = Number(form.dataset.lockSeconds || 600), places = $$('[data-lock-left]'), channel = new BroadcastChannel('michi-lock');
  let last = Date.now(), told = 0, said = '';
  const alive = () => {
    last = Date.now();
    if (last - told > 5000) { told = last; channel.postMessage('alive'); }
  };
  ['keydown', 'pointerdown', 'input', 'wheel'].forEach(kind => document.addEventListener(kind, alive, { passive: true }));
  channel.onmessage = async ({ data }) => {
    if (data === 'alive') last = Date.now();
    else { await Promise.all(savers.map(saver => saver.flush())); location.replace(location.href); }
  };
  const say = text => { if (text !== said) places.forEach(place => { place.textContent = text; }); said = text; };
  const tick = async () => {
    const { text, textCall, textWarn } = form.dataset;
    if ($('[data-in-call]')) { last = Date.now(); say(textCall); return; }
    const left = limit - Math.floor((Date.now() - last) / 1000), near = left <= 60;
    places.forEach(place => place.parentElement.classList.toggle('warn', near));
    say(near ? fill(textWarn, { n: Math.max(0, Math.ceil(left / 10) * 10) }) : fill(text, { n: Math.ceil(left / 60) }));
    if (left > 0) return;
    clearInterval(timer);
    await Promise.all(savers.map(saver => saver.flush()));
    channel.postMessage('locked');
    form.requestSubmit();
  };
  const timer = setInterval(tick, 1000);
  places.forEach(place => place.setAttribute('aria-live', 'polite'));
  tick();
}

// ---------- a question whose answer follows each choice ----------
// The same request as the button's; only the answer is exchanged, so that the form keeps its place and its focus.
let following = 0;
async function follow(form) {
  const mine = ++following, there = $$('[data-followed]');
  there.forEach(part => part.setAttribute('aria-busy', 'true'));
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin' });
    if (mine !== following) return;
    const parts = answer.ok ? $$('[data-followed]', parse(await answer.text())) : [];
    if (mine !== following) return;
    if (parts.length !== there.length) { form.requestSubmit(); return; }
    there.forEach((part, at) => part.replaceWith(document.importNode(parts[at], true)));
    history.replaceState(null, '', answer.url);
  } catch { there.forEach(part => part.removeAttribute('aria-busy')); }
}

// ---------- start ----------
window.michi = { $, $$, fill, icon, parse, post, savers, writing, readDate, age };
function onClick(event) {
  const target = event.target.closest('[data-print], [data-insert], .it');
  if (!target) return;
  if (target.matches('[data-print]')) window.print();
  else if (target.matches('[data-insert]')) insertPrompt(target);
  else if (target.closest('[data-rows]') && !target.matches('.hdr')) rows.choose(target);
}
document.addEventListener('DOMContentLoaded', () => {
  ahead = (Date.parse(document.body.dataset.now) || Date.now()) - Date.now();
  document.addEventListener('keydown', enterInField);
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onClick);
  document.addEventListener('focusin', event => { const row = event.target.closest('[data-rows] .it'); if (row) rows.choose(row); });
  document.addEventListener('change', event => {
    if (event.target.matches('[data-autosubmit]')) event.target.form.requestSubmit();
    else if (event.target.form?.matches('[data-follow]')) follow(event.target.form);
  });
  $$('.tri').forEach(triState);
  $$('.chips').filter(group => $('input[type=radio]', group) && !$('[required]', group) && !$('.tri, .topic', group)).forEach(takeBack);
  $$('[data-topics]').forEach(mainTopic);
  $$('[data-date]').forEach(dateField);
  $$('[data-day]').forEach(saidDay);
  $$('[data-wide]').forEach(tellWide);
  $$('form[data-hint]').forEach(hints);
  $$('form').filter(form => $('[data-missing]', form)).forEach(countMissing);
  $$('.peek[data-peek]').forEach(details => details.addEventListener('toggle', () => fillPeek(details)));
  document.addEventListener('submit', guardSubmit);
  $$('form[data-lock]').forEach(watchLock);
  if ($('[data-since]')) { drawTimers(); setInterval(drawTimers, 1000); }
  ($('.errs[data-focus]') || $('[data-focus]'))?.focus();
});
window.addEventListener('pageshow', () => $$('form[data-sent]').forEach(release));
})();
