// The directory's API is judged by the official schemas, over every page of every list.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default async function walk(bench) {
  for (const script of ['hsds.mjs', 'openapi.mjs']) {
    const done = spawnSync(process.execPath, [fileURLToPath(new URL(`../../${script}`, import.meta.url)), bench.base], { encoding: 'utf8' });
    bench.check(`test/${script} has nothing to say against it`, done.status === 0, (done.stdout + done.stderr).slice(-2000));
  }
}
