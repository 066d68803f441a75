/** `npm run dashboards`: writes dashboards/*.json from their sources. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS } from '../dashboards/source/dashboards.ts';
import { ROOT } from './run.mts';

const FOLDER = join(ROOT, 'dashboards');

const written = Object.entries(DASHBOARDS).map(([name, json]) => {
  const file = `${name}.json`;
  writeFileSync(join(FOLDER, file), `${JSON.stringify(json, null, 2)}\n`);
  return file;
});
for (const file of readdirSync(FOLDER)) {
  if (file.endsWith('.json') && !written.includes(file)) {
    rmSync(join(FOLDER, file));
  }
}
console.log(`Written: ${written.join(', ')}`);
