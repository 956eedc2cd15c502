// Judges the directory's API by the official schemas: node test/hsds.mjs http://127.0.0.1:8080
// Every page of every list of both editions; each item of each list, whole. Ends with 1 on any fault.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';

const [host] = process.argv.slice(2);
const kinds = { services: 'service', organizations: 'organization', service_at_locations: 'service_at_location', taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term' };
const envelope = ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty', 'contents'];
let passed = 0, failed = 0;
const check = (what, holds, why = '') => {
  if (holds) return void (passed += 1);
  if (failed++ < 20) console.log(`not ok ${what} ${why}`);
};

function judge(edition) {
  const schema = name => JSON.parse(readFileSync(new URL(`hsds/${edition}/${name}.json`, import.meta.url)));
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  ajv.addFormat('uri', text => { try { new URL(text); return true; } catch { return false; } });
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+\.[^@\s]+$/);
  ajv.addFormat('date-time', text => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)));
  ajv.addFormat('%Y-%m-%d', /^\d{4}-\d\d-\d\d$/);
  for (const format of ['%H:%M', 'HH:MM']) ajv.addFormat(format, /^\d\d:\d\d$/);
  for (const name of ['metadata', 'attribute', 'taxonomy']) ajv.addSchema(schema(name), `${name}.json`);
  return Object.fromEntries(Object.values(kinds).map(name => [name, ajv.getSchema(`${name}.json`) || ajv.compile(schema(name))]));
}

async function get(path) {
  await new Promise(done => setTimeout(done, 1));   // judging takes long: a line that the server ended meanwhile is seen first
  const answer = await fetch(host + path);
  check(`${path} is open to any origin`, answer.headers.get('access-control-allow-origin') === '*' && !answer.headers.get('set-cookie'));
  return answer.ok ? answer.json() : (check(path, false, String(answer.status)), {});
}

async function walk(edition) {
  const valid = judge(edition), base = `/hsds/${edition}`;
  // The judge must be able to say no.
  for (const wrong of [{ id: 'abc', name: 'a', status: 'active' }, { id: crypto.randomUUID(), status: 'active' }, { id: crypto.randomUUID(), name: 'a', status: 'open' }])
    check(`${edition} refuses ${JSON.stringify(wrong)}`, !valid.service(wrong));
  const root = await get(`${base}/`);
  for (const key of ['version', 'profile', 'openapi_url']) check(`${base}/ says ${key}`, root[key]);
  for (const [list, kind] of Object.entries(kinds)) {
    const ids = new Set();
    let pages = 1, total = 0;
    for (let page = 1; page <= pages; page += 1) {
      const got = await get(`${base}/${list}?page=${page}&per_page=100`);
      for (const key of envelope) check(`${list} has ${key}`, key in got);
      check(`${list} page ${page} knows where it stands`, got.page_number === page && got.first_page === (page === 1) && got.last_page === (page >= got.total_pages) && got.size === got.contents.length);
      pages = got.total_pages;
      total = got.total_items;
      for (const item of got.contents) {
        check(`${list} names ${item.id} once`, !ids.has(item.id));
        ids.add(item.id);
        const whole = await get(`${base}/${list}/${item.id}`);
        for (const [what, object] of [['listed', item], ['whole', whole]])
          check(`${edition} ${list} ${item.id} ${what}`, valid[kind](object), JSON.stringify((valid[kind].errors || []).slice(0, 2).map(e => `${e.instancePath} ${e.message}`)));
      }
    }
    check(`${list}: total_items ${total} is the sum of contents ${ids.size}`, total === ids.size);
    check(`${list} is not empty`, total > 0);
    const lines = (await (await fetch(`${host}${base}/${list}?format=ndjson`)).text()).trim().split('\n').map(line => JSON.parse(line).id);
    check(`${list} as ndjson is the whole list`, lines.length === total && lines.every(id => ids.has(id)));
    const posted = await (await fetch(`${host}${base}/${list}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"per_page": 7, "page": 1}' })).json();
    check(`${list} answers a POST alike`, posted.total_items === total && posted.size === Math.min(7, total));
    console.log(`${edition} ${list}: ${total}`);
  }
  const all = (await get(`${base}/services?minimal=true`)).contents;
  const times = all.map(service => service.last_modified).sort();
  let before = Infinity;
  for (const after of ['1970-01-01', times[0], times[Math.floor(times.length / 2)], times.at(-1), '2999-01-01T00:00:00Z']) {
    const count = (await get(`${base}/services?modified_after=${encodeURIComponent(after)}&per_page=1`)).total_items;
    check(`modified_after ${after} gives no more than an earlier one and what is so new`, count <= before && count === all.filter(s => Date.parse(s.last_modified) >= Date.parse(after)).length, `${count}`);
    before = count;
  }
  for (const wrong of ['page=0', 'per_page=1000', 'modified_after=soon', 'day=XX', 'format=xml', 'full=perhaps', 'proximity=10']) {
    const answer = await fetch(`${host}${base}/services?${wrong}`);
    const problem = await answer.json();
    check(`${wrong} is refused with its name`, answer.status === 400 && answer.headers.get('content-type') === 'application/problem+json' && problem.parameter === wrong.split('=')[0] && problem.next);
  }
  const none = await fetch(`${host}${base}/services/${crypto.randomUUID()}`);
  check('what is not there is a problem', none.status === 404 && none.headers.get('content-type') === 'application/problem+json');
}

for (const edition of ['3.0', '3.1']) await walk(edition);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
