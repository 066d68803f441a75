/** `npm run corpus`: writes what the corpus of intake formats holds into docs/formats.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from '../collector/ingest/corpus/corpus-case.ts';
import { withCorpusTable } from '../collector/ingest/corpus/corpus-table.ts';
import { ROOT, run } from './run.mts';

const PAGE = join(ROOT, 'docs/formats.md');

const corpus = readCorpus(join(ROOT, 'collector/ingest/corpus'));
writeFileSync(PAGE, withCorpusTable(readFileSync(PAGE, 'utf8'), corpus));
const { code } = await run('prettier', ['--write', PAGE], { quiet: true });
console.log(`${corpus.length} cases, ${corpus.filter(({ captured }) => captured).length} of them captured: ${PAGE}`);
process.exitCode = code;
