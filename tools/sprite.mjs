// Builds static/sprite.svg from the icons of lucide-static (ISC) under the names that templates use,
// and the brand mark. Usage: node tools/sprite.mjs   (after npm install; the result is committed)
import { readFileSync, writeFileSync } from 'node:fs';

const icons = {
  home: 'house', phone: 'phone', inbox: 'inbox', folder: 'folder', swap: 'arrow-right-left', search: 'search',
  pin: 'map-pin', cal: 'calendar', book: 'book-open', alert: 'triangle-alert', chart: 'chart-column-increasing',
  sliders: 'sliders-horizontal', user: 'user', users: 'users', lock: 'lock', eyeoff: 'eye-off', eye: 'eye',
  check: 'check', checkc: 'circle-check', clock: 'clock', right: 'arrow-right', left: 'arrow-left',
  up: 'arrow-up', down: 'arrow-down', cright: 'chevron-right', cdown: 'chevron-down', plus: 'plus', minus: 'minus',
  x: 'x', printer: 'printer', edit: 'pencil', q: 'circle-question-mark', info: 'info', sok: 'shield-check',
  spart: 'shield-minus', sno: 'shield-x', shield: 'shield', doc: 'file-text', msg: 'message-square', mail: 'mail',
  bolt: 'zap', visit: 'map-pin-house', flag: 'flag', filter: 'list-filter', more: 'ellipsis', undo: 'undo-2',
  star: 'star', build: 'building-2', car: 'car', vol: 'volume-2', globe: 'globe', grid: 'layout-grid', list: 'list',
  bell: 'bell', copy: 'copy', link: 'link', logout: 'log-out', key: 'key-round', heart: 'heart', upload: 'upload',
  download: 'download', history: 'history', trash: 'trash-2',
};

const root = new URL('..', import.meta.url);
const symbols = Object.entries(icons).map(([name, file]) => {
  const svg = readFileSync(new URL(`node_modules/lucide-static/icons/${file}.svg`, root), 'utf8');
  const shape = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').replace(/> </g, '><').trim();
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shape}</symbol>`;
});
const brand = '<path d="M13 2.5v21" stroke="#00428c" stroke-width="2.4" stroke-linecap="round"/>'
  + '<path d="M13 4.500h7.500l3 3-3 3H13z" fill="#0055ad"/><path d="M13 12H6.500l-3 3 3 3H13z" fill="#57b8ff"/>';
writeFileSync(new URL('static/sprite.svg', root),
  `<svg xmlns="http://www.w3.org/2000/svg"><!-- icons: Lucide, ISC licence, lucide.dev/license -->\n${symbols.join('\n')}\n`
  + `<symbol id="brand" viewBox="0 0 26 26">${brand}</symbol>\n</svg>\n`);
writeFileSync(new URL('static/favicon.svg', root), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 26">${brand}</svg>\n`);
