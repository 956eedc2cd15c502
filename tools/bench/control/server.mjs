// The control of the case page: Fastify and node:sqlite serve the same bytes from rows in clear, without policy,
// audit or sessions. server.mjs DATABASE PORT; tools/control.py makes the database.
import { DatabaseSync } from 'node:sqlite';
import fastify from 'fastify';

const [file, port] = process.argv.slice(2);
const database = new DatabaseSync(file, { readOnly: true });
const templates = database.prepare('SELECT id, texts FROM template ORDER BY id').all().map(row => JSON.parse(row.texts));
const parts = database.prepare('SELECT template, v0, v1, v2, v3, v4, v5, v6, v7 FROM part WHERE page = ? ORDER BY at');

const NAMES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = text => /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, sign => NAMES[sign]) : text;

function page(number) {
  let html = '';
  for (const row of parts.all(number)) {
    const texts = templates[row.template];
    html += texts[0];
    if (texts.length > 1) html += escaped(row.v0) + texts[1];
    if (texts.length > 2) html += escaped(row.v1) + texts[2];
    if (texts.length > 3) html += escaped(row.v2) + texts[3];
    if (texts.length > 4) html += escaped(row.v3) + texts[4];
    if (texts.length > 5) html += escaped(row.v4) + texts[5];
    if (texts.length > 6) html += escaped(row.v5) + texts[6];
    if (texts.length > 7) html += escaped(row.v6) + texts[7];
    if (texts.length > 8) html += escaped(row.v7) + texts[8];
  }
  return html;
}

const app = fastify({ logger: false });
app.get('/w/cases/:number', (request, reply) => {
  reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
  return page(request.params.number);
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
