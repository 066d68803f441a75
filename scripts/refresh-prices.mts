/** `npm run prices:refresh`: what the newest installed list prices would change; writes them only with `--write`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitForUpdate } from '@pydantic/genai-prices';
import type { CatalogueFile } from '../collector/pricing/catalogue/catalogue-file.ts';
import { catalogueText } from '../collector/pricing/catalogue/catalogue-text.ts';
import { differences } from '../collector/pricing/catalogue/differences.ts';
import { snapshotOf } from '../collector/pricing/catalogue/snapshot.ts';
import { ROOT } from './run.mts';

const PACKAGE = '@pydantic/genai-prices';
const FILE = join(ROOT, 'collector/pricing/catalogue/prices.json');

const { version, repository } = JSON.parse(
  readFileSync(join(ROOT, 'node_modules', PACKAGE, 'package.json'), 'utf8')
) as { version: string; repository: { url: string } };
const before = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as CatalogueFile) : undefined;
const providers = snapshotOf((await waitForUpdate()) ?? []);
const lines = differences(before?.providers ?? {}, providers);
const models = Object.values(providers).reduce((total, provider) => total + Object.keys(provider.models).length, 0);

console.log(lines.join('\n'));
console.log(
  `${before?.source.version ?? 'no snapshot'} → ${PACKAGE} ${version}: ${models} models of ` +
    `${Object.keys(providers).length} providers, ${lines.length} differences`
);
if (process.argv.includes('--write')) {
  const date = new Date().toISOString().slice(0, 10);
  const source = { package: PACKAGE, version, licence: 'MIT', url: repository.url, date };
  writeFileSync(FILE, catalogueText({ source, providers }));
  console.log(`Written to ${FILE}`);
} else {
  console.log('Nothing is written: npm run prices:refresh -- --write does');
}
