import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { askOne } from './test/ask-ledger';
import { keepCase, keptCases, readCase } from './test/case-file';
import { type Case, randomCase, scopeOf } from './test/random-case';
import { judge, queryOf, recompute } from './test/judge';
import { Tally } from './test/tally';

/** Thousands in `npm run conformance`. */
const RUNS = Number(process.env.TOKENLEDGER_PROPERTY_RUNS ?? 400);
const SEED = process.env.TOKENLEDGER_PROPERTY_SEED;
/** File that is told how often what was compared. */
const TALLY_FILE = process.env.TOKENLEDGER_PROPERTY_TALLY;

const tally = new Tally();

async function faultsOf(example: Case): Promise<string[]> {
  const { ledger, now, asker, dayParts, pricedModels } = example;
  const expected = recompute(example);
  tally.add(example, expected);
  const result = await askOne(ledger, queryOf(example), { scope: scopeOf(asker), now, dayParts, pricedModels });
  return judge(example, expected, result);
}

describe('the answer to a question', () => {
  it(
    'is what counting the records one by one gives',
    async () => {
      const property = fc.asyncProperty(randomCase, async (example) => expect(await faultsOf(example)).toEqual([]));
      const details = await fc.check(property, { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) });
      if (details.failed) {
        const [failed] = details.counterexample ?? [];
        const file = failed && keepCase(failed);
        const faults = failed ? await faultsOf(failed) : [];
        throw new Error([`seed ${details.seed}, kept as ${file}`, ...faults].join('\n'), {
          cause: details.errorInstance,
        });
      }
      if (TALLY_FILE) {
        appendFileSync(TALLY_FILE, `${JSON.stringify({ runs: RUNS, seed: details.seed, counts: tally.counts() })}\n`);
      }
    },
    Math.max(60_000, RUNS * 200)
  );

  it('is right in every case that failed once', async () => {
    for (const file of keptCases()) {
      expect([file, ...(await faultsOf(readCase(file)))]).toEqual([file]);
    }
  });
});
