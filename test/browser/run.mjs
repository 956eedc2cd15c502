// Browser journeys against a running demonstration.
// The clock is that of the demonstration: demo-clock.json beside the accounts says how far it is ahead.
// BASE_URL=http://127.0.0.1:8080 ACCOUNTS=DIR/demo-accounts.json node test/browser/run.mjs [journey …]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bench } from './harness.mjs';

const { BASE_URL, ACCOUNTS, RESULTS, JOURNEYS = 'journeys' } = process.env;   // journeys, real
if (!BASE_URL || !ACCOUNTS) {
  console.error('BASE_URL and ACCOUNTS (the demo-accounts.json of the data directory) must be given.');
  process.exit(2);
}
const here = new URL(`${JOURNEYS}/`, import.meta.url);
const wanted = process.argv.slice(2);
const journeys = readdirSync(here).filter(name => name.endsWith('.mjs') && (!wanted.length || wanted.some(w => name.includes(w)))).sort();
const out = RESULTS || fileURLToPath(new URL('../../test-results', import.meta.url));
const clock = join(dirname(ACCOUNTS), 'demo-clock.json');
const ahead = existsSync(clock) ? JSON.parse(readFileSync(clock, 'utf8')).ahead_ms : 0;
const bench = await new Bench(BASE_URL, JSON.parse(readFileSync(ACCOUNTS, 'utf8')), out, ahead).start();
const story = {};   // what one journey leaves for the next: numbers of the case and the request
for (const name of journeys) {
  const { default: walk } = await import(new URL(name, here));
  const begun = performance.now(), failed = bench.failures.length;
  try {
    await walk(bench, story);
  } catch (error) {
    const pages = bench.browser.contexts().flatMap(context => context.pages());   // of everybody who takes part
    for (const [i, page] of pages.entries()) await page.screenshot({ path: `${out}/failed-${name.replace('.mjs', '')}-${i + 1}.png` }).catch(() => {});
    bench.check(`${name} goes to its end`, false, `${error.message.split('\n').slice(0, 4).join(' ')} ${pages.map(page => page.url()).join(' ')}`);
  }
  await Promise.all(bench.browser.contexts().map(context => context.close()));
  const bad = bench.failures.length - failed;
  console.log(`# ${bench.day()} ${name.replace('.mjs', '')}${bad ? `: ${bad} failed` : ''} (${Math.round((performance.now() - begun) / 1000)} s)`);
}
await bench.stop();
console.log(`${bench.passed} passed, ${bench.failures.length} failed`);
process.exit(bench.failures.length ? 1 : 0);
