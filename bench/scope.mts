/**
 * What rights cost: the same questions asked of the store as an administrator, a team lead and a member, each as the
 * median of several runs in turn, with the ratio to the administrator's. It takes a Node that runs TypeScript.
 *
 *   node bench/scope.mts [records = 300000] [runs = 9]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '../collector/access/scope.ts';
import type { SqliteStore as Store } from '../collector/store/sqlite/sqlite-store.ts';
import { loadStore } from './load-store.mts';

type Record = Parameters<Store['append']>[0][number];
type Aggregate = Parameters<Store['aggregate']>[1];

const COUNT = Number(process.argv[2] ?? 300_000);
const RUNS = Number(process.argv[3] ?? 9);
const USERS = 500;
const TEAMS = 20;
const START = Date.UTC(2026, 0, 1);
const DAYS = 60;

const folder = mkdtempSync(join(tmpdir(), 'scope-'));
const SqliteStore = await loadStore();

function record(index: number): Record {
  const person = (index * 7_919) % USERS;
  const cost = BigInt(index % 1_000) * 1_000_000_000n;
  return {
    record: {
      id: String(index),
      source: 'gateway',
      timestamp: START + Math.floor((index / COUNT) * DAYS * 86_400_000),
      user: `user-${person}`,
      team: `team-${person % TEAMS}`,
      model: `model-${index % 12}`,
      status_code: 200,
      input_tokens: 1_000 + (index % 500),
      output_tokens: 200,
      latency_ms: 300 + (index % 4_000),
    },
    rating: {
      cost_source: 'computed',
      provider_cost: cost,
      computed_cost: cost,
      components: {},
      cost,
      markup: 0n,
      markup_amount: 0n,
      fixed_fee: 0n,
      cache_savings: 0n,
      multiplier: 1,
      credits: 1,
      price_version: null,
      rule_version: null,
    },
    receivedAt: START,
  };
}

const everything: Scope = {
  rows: 'all',
  user: null,
  money: 'all',
  hiddenDimensions: [],
  alert: false,
  mayExport: true,
};
const SCOPES: { [who: string]: Scope } = {
  administrator: everything,
  lead: { ...everything, rows: [{ user: ['user-7'] }, { team: ['team-7'] }] },
  member: { ...everything, rows: [{ user: ['user-7'] }] },
};

const days = (from: number, to: number) => ({ from: START + from * 86_400_000, to: START + to * 86_400_000 });
const ask = (more: Partial<Aggregate>): Aggregate => ({
  ...days(0, DAYS),
  filters: [],
  groupBy: [],
  buckets: null,
  measures: ['requests', 'cost', 'priced_requests'],
  keep: null,
  ...more,
});
const QUESTIONS: { [what: string]: Aggregate } = {
  'cost by model, 60 days': ask({ groupBy: ['model'] }),
  'cost per day, 30 days': ask({
    ...days(30, 60),
    buckets: Array.from({ length: 30 }, (_, day) => START + (30 + day) * 86_400_000),
  }),
  'p95 latency by user, 7 days': ask({
    ...days(53, 60),
    groupBy: ['user'],
    measures: ['latency_p95', 'latency_count'],
  }),
  'users and models, 60 days': ask({ measures: ['users', 'models'] }),
};

const store = new SqliteStore(join(folder, 'ledger.db'));
for (let index = 0; index < COUNT; index += 5_000) {
  await store.append(Array.from({ length: Math.min(5_000, COUNT - index) }, (_, offset) => record(index + offset)));
}
console.log(`${COUNT} records of ${USERS} users in ${TEAMS} teams, median of ${RUNS} runs`);
for (const [what, question] of Object.entries(QUESTIONS)) {
  const times = new Map(Object.keys(SCOPES).map((who): [string, number[]] => [who, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [who, scope] of Object.entries(SCOPES)) {
      const start = performance.now();
      await store.aggregate(scope, question);
      times.get(who)!.push(performance.now() - start);
    }
  }
  const medians = [...times].map(([who, list]) => ({ who, ms: list.sort((a, b) => a - b)[RUNS >> 1]! }));
  const base = medians[0]!.ms;
  console.log(
    `${what}: ${medians.map(({ who, ms }) => `${who} ${ms.toFixed(1)} ms (${(ms / base).toFixed(2)}×)`).join(', ')}`
  );
}
await store.close();
rmSync(folder, { recursive: true, force: true });
