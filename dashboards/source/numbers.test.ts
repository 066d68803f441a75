import { type QueryResponse, type QueryResult } from '../../contract/frame';
import { IDENTITY_HEADERS } from '../../contract/headers';
import { type NaiveRow } from '../../collector/query/test/naive-metrics';
import { startCollector, type TestCollector } from '../../collector/test/start-collector';
import { type AskedTarget, askedTargets, type Viewing } from './test/asked-targets';
import { cacheSavings } from './test/cache-savings';
import { type DemoLedger, LEDGER_ZONE, NOW, startDemoLedger } from './test/demo-ledger';
import { compareFrames, type Recompute } from './test/expected-frame';
import { type ExportedRow, exportRows, naiveRowOf } from './test/exported-rows';
import { changesOf, recomputeAnnotations } from './test/recompute-annotations';
import { recomputeIntake } from './test/recompute-intake';
import { recomputeRequests } from './test/recompute-requests';
import { recomputeUsage } from './test/recompute-usage';

jest.setTimeout(240_000);

/** What the dashboards have by far: fewer would mean that something was passed over. */
const LEAST = { targets: 300, cells: 200_000, numbers: 150_000 };
/** As Grafana sends it with a panel of 400 pixels. */
const WIDTH = { intervalMs: 2 * 3_600_000, maxDataPoints: 400 };
const AT_ONCE = 20;
const ME = 'amira.adler@example.com';
const VIEWING: Viewing = {
  now: NOW,
  zone: 'Europe/Berlin',
  values: { user: ME, team: 'engineering' },
  searched: 'a.ad',
};

describe('over the demo’s calls', () => {
  let ledger: DemoLedger;
  let exported: ExportedRow[];
  let rows: NaiveRow[];
  let recompute: Readonly<Record<string, Recompute>>;

  beforeAll(async () => {
    ledger = await startDemoLedger();
    const { collector, sent, pricing, longestBooking } = ledger;
    exported = await exportRows(collector);
    const savings = cacheSavings(exported, changesOf(pricing, LEDGER_ZONE).prices);
    rows = exported.map((row, index) => naiveRowOf(row, savings[index]!));
    const facts = { rows, now: NOW, ledgerZone: LEDGER_ZONE, me: ME };
    recompute = {
      usage: recomputeUsage({ ...facts, pricedModels: pricing.prices }),
      requests: recomputeRequests(
        exported.map((row, index) => ({ exported: row, row: rows[index]! })),
        LEDGER_ZONE,
        ME
      ),
      intake: recomputeIntake({ ...facts, sent, exported, longestBooking, dataDir: collector.dataDir }),
      annotations: recomputeAnnotations(pricing, LEDGER_ZONE),
    };
  });

  test('the ledger has what the dashboards tell apart', () => {
    const having = (passes: (row: ExportedRow) => boolean) => exported.filter(passes).length;
    const kinds = {
      retries: having((row) => row.attempt_of !== undefined),
      failures: having((row) => row.status_code >= 400),
      ratings: having((row) => row.rating !== undefined),
      unpriced: having((row) => row.cost_source === 'unpriced'),
      reported: having((row) => row.cost_source === 'reported'),
      fees: having((row) => Number(row.fixed_fee) > 0),
      cached: having((row) => row.cache_hit === true),
      nobodys: having((row) => row.team === undefined && row.project === undefined),
    };
    expect(Object.entries(kinds).filter(([, count]) => count === 0)).toEqual([]);
    const distinct = (field: string) => new Set(exported.map((row) => row[field])).size;
    expect(distinct('provider')).toBeGreaterThan(7);
    expect(distinct('operation')).toBeGreaterThan(5);
    expect(distinct('multiplier')).toBeGreaterThan(5);
  });

  test('every cell of every panel is what the exported rows add up to', async () => {
    const targets = askedTargets(VIEWING);
    const faults: string[] = [];
    const sums = { targets: 0, cells: 0, numbers: 0 };
    const empty: string[] = [];
    for (const { target, result } of await ask(ledger.collector, targets)) {
      try {
        const expected = recompute[String(target.query.queryType)]!({ ...target.query, ...WIDTH }, target.range);
        const { cells, numbers, differences } = compareFrames(expected, framesOf(target, result));
        faults.push(...differences.map((difference) => `${target.name}: ${difference}`));
        sums.targets += 1;
        sums.cells += cells;
        sums.numbers += numbers;
        empty.push(...(cells === 0 ? [target.name] : []));
      } catch (error) {
        faults.push(`${target.name} was not recomputed: ${String(error)}`);
      }
    }
    expect(faults).toEqual([]);
    expect(empty).toEqual([]);
    expect(sums.targets).toBe(targets.length);
    process.stdout.write(`compared ${sums.targets} targets, ${sums.cells} cells, ${sums.numbers} of them numbers\n`);
    for (const [kind, least] of Object.entries(LEAST)) {
      expect({ kind, count: sums[kind as keyof typeof LEAST] >= least }).toEqual({ kind, count: true });
    }
  });
});

test('an empty ledger is answered without an error', async () => {
  const collector = await startCollector({ clock: () => NOW });
  const failed = (await ask(collector, askedTargets(VIEWING))).filter(({ result }) => result.error !== undefined);
  expect(failed.map(({ target, result }) => `${target.name}: ${result.error}`)).toEqual([]);
});

/** Asks each question as a panel does, a few at a time. */
async function ask(
  { call }: TestCollector,
  targets: readonly AskedTarget[]
): Promise<Array<{ target: AskedTarget; result: QueryResult }>> {
  const answers: Array<{ target: AskedTarget; result: QueryResult }> = [];
  for (let first = 0; first < targets.length; first += AT_ONCE) {
    const asked = targets.slice(first, first + AT_ONCE).map(async (target) => {
      const [from, to] = target.range;
      const reply = await call('/api/v1/query', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', [IDENTITY_HEADERS.login]: ME },
        body: JSON.stringify({ from, to, queries: [{ ...target.query, ...WIDTH, refId: 'A' }] }),
      });
      const { results } = (await reply.json()) as QueryResponse;
      return { target, result: results.A! };
    });
    answers.push(...(await Promise.all(asked)));
  }
  return answers;
}

/** Of annotations the times alone, as the rest is text. */
function framesOf({ query }: AskedTarget, { frames, error }: QueryResult) {
  if (!frames) {
    throw new Error(error);
  }
  return query.queryType !== 'annotations'
    ? frames
    : frames.map(({ schema, data }) => ({
        schema: { ...schema, fields: schema.fields.slice(0, 2) },
        data: { values: data.values.slice(0, 2) },
      }));
}
