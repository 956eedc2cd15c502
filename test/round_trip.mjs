// Services of another directory, made from the official schemas, go in and come out again: nothing that was told is
// lost. node test/round_trip.mjs [COUNT]   with MICHISHIRUBE=path/of/the/program
// Every property of every nested object is used; what comes out still passes the schemas; the same file again changes
// nothing; and what comes out, taken by a second instance, comes out of it alike.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const count = Number(process.argv[2] || 200);
const program = process.env.MICHISHIRUBE || 'build/release/michishirube';
const work = mkdtempSync(join(tmpdir(), 'michi-round-'));
let passed = 0, failed = 0;
const check = (what, holds, why = '') => {
  if (holds) return void (passed += 1);
  if (failed++ < 20) console.log(`not ok ${what} ${why}`);
};

// ---- services ----
let state = 20261125;
const chance = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
const pick = list => list[Math.floor(chance() * list.length)];
const hex = n => Array.from({ length: n }, () => pick([...'0123456789abcdef'])).join('');
const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick([...'89ab'])}${hex(3)}-${hex(12)}`;
const schema = (edition, name) => JSON.parse(readFileSync(new URL(`hsds/${edition}/${name}.json`, import.meta.url)));
const words = ['訪問', '看護', 'うみべ', '子ども', '相談　窓口', '"引用" と \\ 記号', '改行\nあり', '﨑髙', '😀', 'Tab\tend', '  前後の空白  ', '0120', '一時預かり'];
const text = () => Array.from({ length: 1 + Math.floor(chance() * 3) }, () => pick(words)).join('、');
const used = new Set();

function value(property, name) {
  if (property.enum) return pick(property.enum);
  if (property.format === 'uuid') return uuid();
  if (property.format === 'uri') return `https://example.jp/${hex(6)}?a=1#${hex(2)}`;
  if (property.format === 'email') return `${hex(5)}@example.jp`;
  if (property.format === 'date-time') return `20${10 + Math.floor(chance() * 16)}-0${1 + Math.floor(chance() * 9)}-1${Math.floor(chance() * 10)}T0${Math.floor(chance() * 10)}:15:00+09:00`;
  if (property.type === 'number') return name === 'latitude' ? 34 + Math.floor(chance() * 1e6) / 1e6 : name === 'longitude' ? 131 + Math.floor(chance() * 1e6) / 1e6 : Math.floor(chance() * 18);
  if (/date|valid_|until|dtstart/.test(name)) return `2026-0${1 + Math.floor(chance() * 9)}-1${Math.floor(chance() * 10)}`;
  if (/opens_at|closes_at/.test(name)) return pick(['09:00', '17:30']);
  if (name === 'byday') return pick(['MO,TU', 'SA', 'MO,WE,FR']);
  if (name === 'number') return `0${Math.floor(10 + chance() * 80)}-${hex(2).replace(/[a-f]/g, '1')}-${1000 + Math.floor(chance() * 8999)}`;
  if (name === 'address_1') return `${pick(['栄町', '港', '山手'])}${1 + Math.floor(chance() * 9)}-${1 + Math.floor(chance() * 20)}`;
  if (name === 'city') return pick(['北浜市', '周南市', '山口市']);
  if (name === 'state_province') return '山口県';
  return text();
}

/// An object with what it must have and, by chance, the rest; the deeper the fewer.
function made(shape, depth, path) {
  const object = {};
  for (const [name, property] of Object.entries(shape.properties || {})) {
    const must = (shape.required || []).includes(name);
    const nested = property.type === 'array' ? property.items : property;
    const inside = Boolean(nested.properties);
    if (!must && chance() > (inside ? 0.75 / (depth + 0.5) : 0.6)) continue;
    if (inside && depth > 3 && !must) continue;
    if (!inside && property.type === 'array') continue;
    if (!inside && property.type === 'object') continue;
    used.add(`${path}/${name}`);
    if (!inside) object[name] = value(property, name);
    else if (property.type === 'array') object[name] = Array.from({ length: Math.floor(chance() * 3) }, () => made(nested, depth + 1, `${path}/${name}`));
    else object[name] = made(nested, depth + 1, `${path}/${name}`);
  }
  return object;
}

function services() {
  const list = [];
  for (let i = 0; i < count; i += 1) {
    const service = made(schema(i % 2 ? '3.0' : '3.1', 'service'), 0, '');
    service.name = `${pick(['うみべ', 'やまなみ', 'ひだまり'])}${i}`;
    if (i % 17 === 3) service.description = 'あ'.repeat(3000);
    list.push(service);
  }
  return list;
}

// ---- the program ----
const run = (...words) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
const taken = (data, file, ...more) => JSON.parse(run('import', 'hsds', '--data', data, file, '--json', ...more)).files;
const freePort = () => new Promise(done => { const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });

async function served(data, ask) {
  const port = await freePort();
  const server = spawn(program, ['serve', '--data', data, '--port', String(port)], { stdio: 'ignore' });
  try {
    const host = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 400; i += 1) {
      try { if ((await fetch(`${host}/readyz`)).ok) break; } catch { /* not yet */ }
      await new Promise(done => setTimeout(done, 50));
    }
    return await ask(async path => {
      const answer = await fetch(host + path);
      if (!answer.ok) check(path, false, String(answer.status));
      return answer.text();
    });
  } finally {
    server.kill('SIGINT');
    await new Promise(done => server.on('exit', done));
  }
}

/// What of `told` is missing or other in `seen`; objects of a list are found by their id.
function lost(told, seen, path = '') {
  if (Array.isArray(told)) {
    if (told.length === 0) return [];
    if (!Array.isArray(seen)) return [path];
    return told.flatMap((item, i) => lost(item, seen.find(other => other.id === item.id), `${path}[${i}]`));
  }
  if (told && typeof told === 'object') {
    if (!seen || typeof seen !== 'object') return [path];
    return Object.keys(told).flatMap(name => lost(told[name], seen[name], `${path}.${name}`));
  }
  return told === seen ? [] : [`${path}: ${JSON.stringify(told)?.slice(0, 60)} ≠ ${JSON.stringify(seen)?.slice(0, 60)}`];
}

function judges(edition) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  ajv.addFormat('uri', t => { try { return Boolean(new URL(t)); } catch { return false; } });
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+\.[^@\s]+$/);
  ajv.addFormat('date-time', t => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(t) && !Number.isNaN(Date.parse(t)));
  for (const format of ['%Y-%m-%d', '%H:%M', 'HH:MM']) ajv.addFormat(format, true);
  for (const name of ['metadata', 'attribute', 'taxonomy']) ajv.addSchema(schema(edition, name), `${name}.json`);
  return Object.fromEntries(['service', 'organization', 'service_at_location'].map(name => [name, ajv.compile(schema(edition, name))]));
}

const fault = valid => JSON.stringify((valid.errors || []).slice(0, 2).map(e => `${e.instancePath} ${e.message}`));

try {
  const told = services(), file = join(work, 'services.json');
  writeFileSync(file, JSON.stringify({ total_items: told.length, contents: told }));
  const first = join(work, 'first'), again = join(work, 'again');
  const [report] = taken(first, file);
  check('each service is new', report.new === count && report.refused.length === 0, JSON.stringify(report).slice(0, 400));
  const [same] = taken(first, file);
  check('the same file again changes nothing', same.unchanged === count && same.new + same.changed + same.gone === 0, JSON.stringify(same).slice(0, 300));
  const broken = { id: uuid(), name: '電話だけ', phones: [] };
  const mixed = join(work, 'mixed.json');
  writeFileSync(mixed, JSON.stringify([broken, { id: 'いち', name: 'a', status: 'active' }, { ...told[0], url: 'なし', phones: [{ id: uuid() }] }]));
  const [refused] = taken(first, mixed, '--dry-run');
  check('what HSDS asks for is missed by name', refused.rows >= 2 && refused.refused.some(r => r.reason.includes('id')), JSON.stringify(refused).slice(0, 400));
  for (const [name, body] of [['cut.json', '{"contents": ['], ['other.json', '{"type": "FeatureCollection", "features": []}']]) {
    const wrong = join(work, name);
    writeFileSync(wrong, body);
    let said = '';
    try { said = run('import', '--data', first, wrong, '--json'); } catch (error) { said = error.stdout; }
    check(`${name} is refused with a sentence`, JSON.parse(said).files[0].refused[0]?.reason.includes('JSON'), said.slice(0, 200));
  }

  let lines = '';
  await served(first, async get => {
    for (const edition of ['3.0', '3.1']) {
      const valid = judges(edition), base = `/hsds/${edition}`;
      for (const service of told) {
        const seen = JSON.parse(await get(`${base}/services/${service.id}`));
        const missing = lost(service, seen);
        check(`${edition} ${service.id} comes out as it went in`, missing.length === 0, missing.slice(0, 3).join('; '));
        check(`${edition} ${service.id} passes the schema`, valid.service(seen), fault(valid.service));
        if (service.organization && service.status !== 'defunct') {
          const body = JSON.parse(await get(`${base}/organizations/${service.organization.id}`));
          const gone = lost(service.organization, body);
          check(`${edition} its body comes out as it went in`, gone.length === 0, gone.slice(0, 3).join('; '));
          check(`${edition} its body passes the schema`, valid.organization(body), fault(valid.organization));
        }
        for (const place of service.service_at_locations || []) {
          const at = JSON.parse(await get(`${base}/service_at_locations/${place.id}`));
          const gone = lost({ ...place, service_id: service.id }, at);
          check(`${edition} its place comes out as it went in`, gone.length === 0, gone.slice(0, 3).join('; '));
          check(`${edition} its place passes the schema`, valid.service_at_location(at), fault(valid.service_at_location));
        }
      }
    }
    lines = await get('/hsds/3.1/services?full=true&format=ndjson');
  });
  const whole = lines.trim().split('\n').map(line => JSON.parse(line));
  check('the whole list is told', whole.length === count, String(whole.length));
  const second = join(work, 'services.ndjson');
  writeFileSync(second, lines);
  const [copied] = taken(again, second);
  check('a second instance takes all of it', copied.new === count, JSON.stringify(copied).slice(0, 300));
  await served(again, async get => {
    const copy = new Map((await get('/hsds/3.1/services?full=true&format=ndjson')).trim().split('\n').map(line => JSON.parse(line)).map(s => [s.id, s]));
    for (const service of whole) {
      const missing = lost(service, copy.get(service.id));
      check(`${service.id} is alike in the second instance`, missing.length === 0, missing.slice(0, 3).join('; '));
    }
  });
  console.log(`${count} services, ${used.size} different properties, ${Math.round(JSON.stringify(told).length / 1024)} KiB`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
