/**
 * How exact de-duplication scales: appends small records and prints, per million, records/s, duplicates/s and memory;
 * at the end the time to open the ledger again. It takes a Node that runs TypeScript (22.18 or later).
 *
 *   node bench/dedupe.mts [records in millions = 10] [most minutes = 6]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteStore as Store } from '../collector/store/sqlite/sqlite-store.ts';
import { loadStore } from './load-store.mts';

const MILLION = 1_000_000;
const BATCH = 1_000;
const millions = Number(process.argv[2] ?? 10);
const deadline = Date.now() + Number(process.argv[3] ?? 6) * 60_000;

const folder = mkdtempSync(join(tmpdir(), 'dedupe-'));
const SqliteStore = await loadStore();
const file = join(folder, 'ledger.db');

/** Ids as gateways make them: in no order. */
function record(index: number): Parameters<Store['append']>[0][number] {
  const mixed = (Math.imul(index, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return {
    record: {
      id: `chatcmpl-${mixed}${index.toString(36)}`,
      source: 'gateway',
      timestamp: 1_767_225_600_000 + index,
      model: 'gpt-4o',
      status_code: 200,
      input_tokens: 1_200,
      output_tokens: 250,
    },
    rating: {
      cost_source: 'unpriced',
      provider_cost: null,
      computed_cost: null,
      components: {},
      cost: null,
      markup: 0n,
      markup_amount: null,
      fixed_fee: 0n,
      cache_savings: null,
      multiplier: 1,
      credits: 1,
      price_version: null,
      rule_version: null,
    },
    receivedAt: 1_767_225_600_000,
  };
}

async function append(store: Store, from: number, to: number): Promise<{ perSecond: number; accepted: number }> {
  const start = performance.now();
  let accepted = 0;
  for (let index = from; index < to; index += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, offset) => record(index + offset));
    accepted += (await store.append(batch)).filter(({ outcome }) => outcome === 'accepted').length;
  }
  return { perSecond: Math.round(((to - from) / (performance.now() - start)) * 1000), accepted };
}

let store = new SqliteStore(file);
let booked = 0;
while (booked < millions * MILLION && Date.now() < deadline) {
  const fresh = await append(store, booked, booked + MILLION);
  booked += MILLION;
  const repeated = await append(store, 0, 100_000);
  console.log(
    [
      `${booked / MILLION} M`,
      `${fresh.perSecond} new/s`,
      `${repeated.perSecond} repeats/s`,
      `${fresh.accepted} accepted, ${repeated.accepted} of 100000 repeats`,
      `RSS ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
      `file ${Math.round(statSync(file).size / 2 ** 20)} MiB`,
    ].join(', ')
  );
}
await store.close();
const start = performance.now();
store = new SqliteStore(file);
console.log(`open again with ${booked / MILLION} M: ${(performance.now() - start).toFixed(1)} ms`);
console.log(`first repeat: ${JSON.stringify(await store.append([record(1)]))}`);
await store.close();
rmSync(folder, { recursive: true });
