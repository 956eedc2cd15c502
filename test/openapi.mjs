// Judges /openapi.json: node test/openapi.mjs http://127.0.0.1:8080
// Redocly's recommended rules find no error; and each path, asked for real, answers as it is described.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const [host] = process.argv.slice(2);
let passed = 0, failed = 0;
const check = (what, holds, why = '') => {
  if (holds) return void (passed += 1);
  failed += 1;
  console.log(`not ok ${what} ${why}`);
};

const text = await (await fetch(`${host}/openapi.json`)).text();
const whole = JSON.parse(text);
const config = await createConfig({ extends: ['recommended'], rules: { 'operation-4xx-response': 'error', 'operation-operationId-unique': 'error', 'security-defined': 'error' } });
const lint = async source => (await lintFromString({ source, config })).filter(problem => problem.severity === 'error');
const problems = await lint(text);
check('the rules find no error', problems.length === 0, problems.slice(0, 5).map(p => `${p.ruleId} ${p.message} ${p.location?.[0]?.pointer}`).join('; '));
// The judge must be able to say no.
const wrong = structuredClone(whole);
wrong.paths['/hsds'].get.operationId = wrong.paths['/openapi.json'].get.operationId;
delete wrong.paths['/hsds'].get.responses['400'];
check('a description with two faults is refused', (await lint(JSON.stringify(wrong))).length >= 2);

const ajv = new Ajv2020({ strict: false });
ajv.addFormat('uuid', true);
ajv.addSchema({ $id: 'whole', ...whole });
const pointer = (path, method, status, type) => `whole#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`;
const fits = (path, method, status, type, body) => {
  const schema = status === '400' || status === '404' ? 'whole#/components/responses/Problem/content/application~1problem+json/schema' : pointer(path, method, status, type);
  const valid = ajv.getSchema(schema);
  check(`${method} ${path} answers ${status} as described`, Boolean(valid) && valid(body), valid ? JSON.stringify(valid.errors) : `no schema at ${schema}`);
};

for (const version of ['3.0', '3.1']) {
  const ids = {};
  const paths = Object.keys(whole.paths).sort((a, b) => a.length - b.length);
  for (const path of paths) {
    const list = path.match(/^\/hsds\/\{version\}\/(\w+)/)?.[1];
    const one = /\{(?!version)\w+\}/;
    const real = path.replace('{version}', version).replace(one, ids[list]);
    for (const method of Object.keys(whole.paths[path])) {
      const asked = { method: method.toUpperCase(), ...(method === 'post' ? { headers: { 'content-type': 'application/json' }, body: '{"per_page": 5}' } : {}) };
      const answer = await fetch(host + real, asked);
      check(`${method} ${real} answers`, answer.status === 200, String(answer.status));
      const body = await answer.json();
      if (list && !one.test(path)) ids[list] = body.contents[0].id;
      fits(path, method, '200', 'application/json', body);
    }
    if (!list || one.test(path)) continue;
    const parameters = whole.paths[path].get.parameters.filter(p => p.in === 'query' && p.example !== undefined);
    for (const p of parameters) {
      const more = p.name === 'proximity' ? '&postcode=745-0034' : '';
      const answer = await fetch(`${host}${real}?${p.name}=${encodeURIComponent(p.example)}${more}`);
      check(`${real} takes ${p.name}`, answer.status === 200, String(answer.status));
    }
    const refused = await fetch(`${host}${real}?page=0`);
    check(`${real} refuses page 0`, refused.status === 400);
    fits(path, 'get', '400', 'application/problem+json', await refused.json());
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
