/** `npm run conformance [-- runs [seed]]`: asks thousands of random questions and writes down what was compared how often. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './run.mts';

const PAGE = join(ROOT, 'docs/conformance.md');
const TEST = 'collector/query/answer.property.test.ts';

/** What one run of the property test tells. */
interface Tally {
  readonly runs: number;
  readonly seed: number;
  /** `metric cost` and so on: cases that put it to the test. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Sections of the page by the first words of what is counted in them; the first that fits has it. */
const SECTIONS: ReadonlyArray<readonly [title: string, prefix: string, meaning: string]> = [
  ['Metrics', 'metric ', 'cases with a value other than 0 or nothing'],
  ['Dimensions grouped by', 'dimension ', 'cases with at least two groups'],
  ['Dimensions filtered by', 'filter by ', 'cases in which filters kept some of the records and left out others'],
  ['Operators', 'operator ', 'the same'],
  ['Granularities', 'granularity ', 'cases with records in the answer'],
  ['Ranges', 'range ', 'cases with records in the answer'],
  ['Zones', 'zone ', 'cases with records in the answer'],
  ['Scopes', 'scope ', 'cases with records in the answer'],
  ['Comparison', 'compare ', 'cases with records in the time compared with'],
  ['Options', 'option ', 'cases in which the option changed something'],
  ['Refusals', 'refusal ', 'questions that have to be refused'],
  ['Other', '', 'cases'],
];

const [runs = '5000', seed = '20260101'] = process.argv.slice(2);
if (![runs, seed].every((text) => /^\d+$/.test(text))) {
  console.error('Runs and seed are whole numbers: npm run conformance -- 5000 1');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'tokenledger-conformance-'));
try {
  const file = join(folder, 'tally.json');
  const env = {
    TOKENLEDGER_PROPERTY_RUNS: runs,
    TOKENLEDGER_PROPERTY_SEED: seed,
    TOKENLEDGER_PROPERTY_TALLY: file,
  };
  const { code } = await run('jest', ['--selectProjects', 'collector', '--runTestsByPath', TEST], { env });
  if (code === 0) {
    writeFileSync(PAGE, pageOf(JSON.parse(readFileSync(file, 'utf8')) as Tally));
    await run('prettier', ['--write', PAGE], { quiet: true });
    console.log(`Written to ${PAGE}`);
  }
  process.exitCode = code;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pageOf({ runs: cases, seed: used, counts }: Tally): string {
  const left = new Map(Object.entries(counts));
  const sections = SECTIONS.flatMap(([title, prefix, meaning]) => {
    const own = [...left].filter(([subject]) => subject.startsWith(prefix));
    own.forEach(([subject]) => left.delete(subject));
    const rows = own.map(([subject, count]) => `| \`${subject.slice(prefix.length)}\` | ${count} |`);
    return rows.length > 0 ? [`## ${title}\n\n| what | ${meaning} |\n| --- | ---: |\n${rows.join('\n')}\n`] : [];
  });
  return [introduction(cases, used), ...sections].join('\n');
}

function introduction(cases: number, used: number): string {
  return `# Conformance

Written by \`npm run conformance\`; run it again instead of editing this page.

Last run: **${cases.toLocaleString('en-US')} cases, seed ${used}, no difference.**

Each case is a random ledger of up to 60 records around a change of some zone's clocks, a random question about it, and
someone with a random view of the ledger. The answer of the query engine over a SQLite store in memory, as
\`POST /api/v1/query\` gives it, is compared with a recomputation that reads the records one by one and shares no code with
the engine: buckets are found by walking through the time with \`Intl.DateTimeFormat\`, sums are taken over plain lists,
regular expressions are JavaScript's, percentiles are PostgreSQL's \`percentile_cont\` over the sorted values. Compared are
the groups and their order, the starts of all buckets, and every value: texts, counts and money have to be equal, and all
numbers within 10⁻¹² of each other, which is the rounding of a division. Every answer also has to keep the rules by which
Grafana reads frames.

A case counts only where the answer could have been wrong: the heads of the tables say when. The same test runs with every
\`npm test\`, with a few hundred cases of a new seed each time. A case that fails is made as small as possible and kept as a
file in \`collector/query/__cases__\`, which the test asks again ever after. Questions with answers worked out by hand are in
\`collector/query/conformance\`.
`;
}
