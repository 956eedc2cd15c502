// Autosave: what is typed reaches the server within seconds, as a draft of its form or into the record that
// the form writes (data-autosave); two people in one text are shown both texts; a session that ended keeps
// the page and its text. Nothing is stored in the browser.
'use strict';
(() => {
const { $, $$, fill, icon, parse, post, savers, writing } = window.michi;

// ---------- signed out, or no line ----------
function showSignedOut() {
  if ($('.lost')) return;
  const { signedOut, signIn } = document.body.dataset;
  const notice = document.createElement('div'), link = document.createElement('a');
  notice.className = 'lost';
  notice.setAttribute('role', 'alert');
  link.href = '/sign-in';
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = signIn;
  notice.append(icon('lock'), signedOut, ' ', link);
  document.body.append(notice);
}
function showAnother() {
  $('.lost')?.remove();
  const notice = document.createElement('div');
  notice.className = 'lost';
  notice.setAttribute('role', 'alert');
  notice.append(icon('lock'), document.body.dataset.another);
  document.body.append(notice);
}
/** The form goes on with what was kept under its earlier key. */
function goOn(form, once) {
  if (!form || form.elements.namedItem('_draft')) return;
  const mark = document.createElement('input');
  [mark.type, mark.name, mark.value] = ['hidden', '_draft', once];
  form.prepend(mark);
}
/** After a sign-in in another tab the keys of this page's forms are taken anew; false while still signed out. */
async function renewKeys() {
  const answer = await fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' } });
  const page = parse(await answer.text()), fresh = $('main [name=_csrf]', page) || $('[name=_csrf]', page);
  if (!answer.ok || answer.redirected || !fresh || !$('main [name=_once]', page)) return false;
  if (page.body.dataset.who !== document.body.dataset.who) { showAnother(); return false; }
  $$('[name=_csrf]').forEach(input => { input.value = fresh.value; });
  const once = $$('[name=_once]', page);
  $$('[name=_once]').forEach((input, i) => { goOn(input.form, input.value); input.value = (once[i] || once[0]).value; });
  $('.lost')?.remove();
  return true;
}

// ---------- autosave ----------

const controls = (form, name) => [...form.elements].filter(el => el.name === name);
const checkable = el => el.type === 'radio' || el.type === 'checkbox';
const wordsOf = el => el.closest('label')?.textContent.trim() || el.value;
function put(form, name, values) {
  controls(form, name).forEach(el => { if (checkable(el)) el.checked = values.includes(el.value); else [el.value] = values; });
}
/** A field's value as a person reads it. */
function shown(form, name) {
  return controls(form, name).filter(el => !checkable(el) || el.checked)
    .map(el => (checkable(el) ? wordsOf(el) : el.selectedOptions ? el.selectedOptions[0]?.text : el.value)).join('、');
}
function labelOf(form, name) {
  const [el] = controls(form, name), label = el.closest('fieldset')?.querySelector('legend');
  const own = el.labels?.[0];
  const found = (checkable(el) ? label : own) || own || label;
  return [...found?.childNodes || []].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join('').trim();
}

const longest = 3500;   // ms between the first unsaved key and its way to the server

class Saver {
  constructor(form) {
    this.form = form;
    this.keeps = !form.dataset.autosave;   // a draft beside the record, which only sending changes
    if (this.keeps) form.append(document.importNode($('#kept-line').content, true));
    this.status = $('[data-save-status]', form) || $(`[data-save-status][data-for="${form.id}"]`);
    this.dirty = this.busy = this.lost = this.held = false;
    this.wait = 5000;
    this.base = new FormData(form);   // what the server has, as far as this page knows
    form.addEventListener('input', () => this.touch(1500));
    form.addEventListener('change', () => this.touch(300));
    form.addEventListener('focusout', () => this.flush());
    form.addEventListener('submit', event => this.beforeSubmit(event));
    document.addEventListener('visibilitychange', () => this.onVisibility());
    window.addEventListener('online', () => this.flush());
    window.addEventListener('beforeunload', event => { if (this.failed && !this.leaving) event.preventDefault(); });
  }
  /** Soon after the last key; but somebody who never pauses is saved too, so that five seconds are the most to lose. */
  touch(delay) {
    if (!this.dirty) this.since = Date.now();
    this.dirty = true;
    this.later(Math.max(0, Math.min(delay, this.since + longest - Date.now())));
  }
  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }
  say(state, time) {
    if (!this.status) return;
    const text = fill(this.status.dataset[state], { time });
    const place = $('[data-text], span', this.status) || this.status;
    place.textContent = text;
    this.status.classList.toggle('wait', state === 'saving');
    this.status.classList.toggle('lostline', state === 'unsaved');
    this.failed = state === 'unsaved';
  }
  async flush(always = false) {
    if (this.gone || this.held || (!this.dirty && !always)) return !this.dirty;
    if (this.busy) { this.later(400); return false; }
    clearTimeout(this.timer);
    this.dirty = false;
    this.busy = true;
    this.say('saving');
    const sent = new FormData(this.form);
    try {
      const mark = this.keeps ? 'X-Michi-Draft' : 'X-Michi-Autosave';
      const answer = await post(this.form.dataset.autosave || this.form.getAttribute('action'), this.form,
        { Accept: 'application/json', [mark]: '1' }, { keepalive: document.hidden });
      return await this.take(answer, sent);
    } catch {
      return this.retry();
    } finally {
      this.busy = false;
    }
  }
  async take(answer, sent) {
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
      this.lost = this.dirty = true;
      this.say('unsaved');
      showSignedOut();
      return false;
    }
    if (answer.status === 409) {
      const { conflict, gone } = await answer.json();
      if (gone) return this.tellGone(gone);
      return conflict ? this.collide(conflict) : this.compare();
    }
    if (!answer.ok) return this.retry();
    const saved = await answer.json();
    this.set('version', saved.version);
    if (saved.once) this.set('_once', saved.once);
    Object.entries(saved.merged || {}).forEach(([name, value]) => { if (this.is(name, sent)) this.set(name, value); });
    this.base = sent;
    this.wait = 5000;
    this.lost = false;
    this.say('saved', saved.saved_at);
    if (saved.signed_out) { this.lost = true; showSignedOut(); }
    return true;
  }
  /** Whether the field still holds what was sent. */
  is(name, sent) { return new FormData(this.form).getAll(name).join('\n') === sent.getAll(name).join('\n'); }
  /** What the form writes into is there no more: sending it leads to the page that says the way on. */
  tellGone(sentence) {
    this.gone = true;
    this.dirty = false;
    this.say('unsaved');
    ($('[data-text], span', this.status) || this.status).textContent = sentence;
    return false;
  }
  retry() {
    this.say('unsaved');
    this.dirty = true;
    this.later(this.wait);
    this.wait = Math.min(this.wait * 2, 60000);
    return false;
  }
  set(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field && value !== undefined && field !== document.activeElement) put(this.form, name, [String(value)]);
  }
  /** The server only said that a newer version exists: the page of now is read and compared field by field. */
  async compare() {
    const answer = await fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' } });
    const there = answer.ok && $(`form[data-autosave="${CSS.escape(this.form.dataset.autosave)}"]`, parse(await answer.text()));
    if (!there) return this.retry();
    const now = new FormData(there), mine = new FormData(this.form), fields = [];
    const names = new Set([...now.keys(), ...mine.keys()].filter(name => !name.startsWith('_') && name !== 'version'));
    names.forEach(name => {
      const [base, theirs, own] = [this.base, now, mine].map(form => form.getAll(name).join('\n'));
      if (theirs === base || theirs === own) return;
      if (own === base) put(this.form, name, now.getAll(name));
      else fields.push({ name, label: labelOf(this.form, name), theirs: shown(there, name), values: now.getAll(name) });
    });
    const version = $('[name=version]', there)?.value;
    const { savedBy: who, savedAt: at } = there.dataset;
    if (fields.length) return this.collide(who ? { version, fields, who, at } : { version, fields });
    this.set('version', version);
    this.touch(0);
    return false;
  }
  async onVisibility() {
    if (document.hidden) { this.flush(); return; }
    if (this.lost && await renewKeys()) { this.lost = false; this.flush(true); }
  }
  /** What was typed goes to the server first; when that does not work, the page stays with its text. */
  async beforeSubmit(event) {
    const nothingWaits = !this.dirty && !this.failed && !this.busy;
    if (event.defaultPrevented || this.leaving || this.gone || (this.keeps ? !this.lost : nothingWaits)) {
      this.leaving = !event.defaultPrevented;
      clearTimeout(this.timer);
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    while (this.busy) await new Promise(resume => { setTimeout(resume, 50); });
    const renewed = !this.lost || await renewKeys();
    if (!renewed && !this.keeps) return;
    // A newer version of another window is taken in first; what both wrote is shown and waits.
    for (let i = 0; i < 3 && !this.keeps && !await this.flush(true); ++i) if (this.held || this.failed || this.lost) break;
    if (!this.keeps && !this.gone && (this.dirty || this.held || this.failed)) return;
    this.leaving = true;
    this.form.requestSubmit(submitter);
  }
  collide(conflict) {
    const sections = conflict.fields.map(field => this.showBoth(field, conflict)).filter(Boolean);
    this.say('unsaved');
    if (!sections.length) return false;
    this.held = this.dirty = true;
    sections[0].scrollIntoView({ block: 'nearest' });
    return false;
  }
  showBoth(field, conflict) {
    const template = $('#conflict-row'), control = this.form.elements.namedItem(field.name);
    if (!template || !control) return null;
    const first = control instanceof RadioNodeList ? control[0] : control;
    const section = document.importNode(template.content, true).firstElementChild;
    const part = name => $(`[data-c="${name}"]`, section);
    section.setAttribute('role', 'alert');
    part('label').textContent = field.label;
    part('about').textContent = conflict.who ? fill(part('about').dataset.text, conflict) : '';
    part('theirs').textContent = field.theirs;
    part('mine').textContent = shown(this.form, field.name);
    if (first.type === 'radio') $('[data-use=both]', section)?.remove();
    section.addEventListener('click', event => {
      const { use } = event.target.dataset, theirs = field.values || [field.value ?? field.theirs];
      if (!use) return;
      if (use === 'theirs') put(this.form, field.name, theirs);
      if (use === 'both') put(this.form, field.name, writing(first) ? [`${theirs[0]}\n${first.value}`] : [...theirs, ...new FormData(this.form).getAll(field.name)]);
      section.remove();
      first.focus();
      if (!$('.conflict[role=alert]', this.form)) this.settle(conflict.version);
    });
    (first.closest('.fld, .memo') || first).before(section);
    return section;
  }
  settle(version) {
    this.held = false;
    this.set('version', version);
    this.flush(true);
  }
}

const isKept = form => form.method === 'post' && form.enctype !== 'multipart/form-data' && $(form.matches('.stack') ? 'textarea, input[type=text], input:not([type])' : 'textarea', form)
  && $('[name=_once]', form) && !$('[type=password]', form);
document.addEventListener('DOMContentLoaded', () => {
  $$('form[data-autosave]').forEach(form => savers.push(new Saver(form)));
  if ($('#kept-line')) $$('main form:not([data-autosave])').filter(isKept).forEach(form => savers.push(new Saver(form)));
});
})();
