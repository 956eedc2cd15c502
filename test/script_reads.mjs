// The page's script reads dates as the server does: each row of the server's own tables that the script takes
// apart must mean the same day, and its echo must tell the server's age. Telephones it does not read at all.
//   node test/script_reads.mjs
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const root = new URL('..', import.meta.url);
const source = name => readFileSync(new URL(name, root), 'utf8');
let passed = 0;
const wrong = [];
const check = (holds, what) => { if (holds) passed += 1; else wrong.push(what); };

const nothing = () => {};
const window = { addEventListener: nothing };
const document = { documentElement: { classList: { add: nothing } }, addEventListener: nothing, querySelector: () => null, querySelectorAll: () => [] };
let today = Date.now();
class Clock extends Date {
  constructor(...given) { if (given.length) super(...given); else super(today); }
  static now() { return today; }
}
vm.runInNewContext(source('static/app.js'), { window, document, Date: Clock, DOMParser: class {}, setTimeout, setInterval });
const { readDate, age } = window.michi;

const eras = { reiwa: 2018, heisei: 1988, showa: 1925, western: 0 };
const iso = ({ era, year, month, day }) => `${eras[era] + Number(year)}-${String(Number(month)).padStart(2, '0')}-${String(Number(day)).padStart(2, '0')}`;
const rows = (text, table) => [...text.slice(text.indexOf(table)).split('};')[0].matchAll(/\{"([^"]*)", "([^"]*)"/g)].map(([, a, b]) => [a, b]);

// ---- dates: taken apart rightly, or left as they were pasted ----
const era = source('src/base/era_test.cpp');
let taken = 0;
for (const [typed, date] of rows(era, 'kAccepted[]')) {
  const read = readDate(typed);
  if (!read) continue;
  taken += 1;
  check(iso(read) === date, `${typed}: the server reads ${date}, the script ${iso(read)}`);
}
check(taken >= 15, `only ${taken} rows are taken apart`);

// ---- ages: complete months, as the server tells them ----
const texts = { western: '', echo: '{y}歳{m}か月', echoBaby: '{m}か月' };
const table = source('src/base/age_test.cpp');
let told = 0;
for (const [, birth, day, text] of table.slice(table.indexOf('kRows[]')).split('};')[0].matchAll(/\{"([\d-]+)", "([\d-]+)", "([^"]*)"/g)) {
  const [y, m, d] = birth.split('-').map(Number);
  today = new Date(`${day}T10:00:00`).getTime();
  const echo = age(texts, new Date(y, m - 1, d), { y, m, d }), plain = echo.replace('歳0か月', '歳');
  told += 1;
  check(plain === text || /^([6-9]|\d\d)歳$/.test(text) && plain.startsWith(text), `born ${birth}, on ${day}: the server tells ${text || 'nothing'}, the script ${echo || 'nothing'}`);
}
check(told >= 8, `only ${told} ages`);

// ---- telephones: one reading, the server's (src/base/phone.cpp) ----
for (const name of ['static/app.js', 'static/saving.js'])
  check(!/0120|0800|\[5-9\]0|data-phone/.test(source(name)), `${name} groups telephone numbers itself`);

for (const what of wrong) console.log(what);
console.log(`${passed} passed, ${wrong.length} failed`);
process.exit(wrong.length ? 1 : 0);
