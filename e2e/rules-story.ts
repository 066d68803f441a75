import { expect } from '@playwright/test';
import { type RulesCollector } from './rules-collector';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
let calls = 0;

/** What somebody may call a model who would like to call everybody in the channel. */
export const NAMELESS = 'acme-<!channel>&';

/** The alert that each rule makes in this story, what its message says then, and by how much. */
export const TROUBLE: Readonly<Record<string, readonly [labels: string, summary: string, value: string | RegExp]>> = {
  'Spend today by team': ['team=delta', 'delta has spent more than $25.00 on LLM calls today', '$1,234.50'],
  // Last week may have been last month.
  'Spend this month by team': [
    'team=delta',
    'delta has spent more than $100.00 on LLM calls this month',
    /^\$1,2[35]4\.50$/,
  ],
  'Spend spike by team': [
    'team=delta',
    'delta spends more than 2 times as much on LLM calls as a week ago',
    '$1,234.50, a week ago $20.00',
  ],
  'Error rate by model': [
    'model=gpt-4o provider=openai',
    'More than 5% of the calls to gpt-4o (openai) fail',
    '54.05% of 111 calls',
  ],
  'p95 latency by model': [
    'model=gpt-4o provider=openai',
    'One call in twenty to gpt-4o (openai) takes longer than 30s',
    '41s of 111 calls',
  ],
  'Usage without a price': [
    `model=${NAMELESS} provider=acme`,
    `Calls to ${NAMELESS} have no price`,
    '3 calls in 7 days',
  ],
  'Source gone silent': [
    'source=batch',
    'Nothing has arrived from batch for more than 0.015h',
    /^(\d+m )?\d+(\.\d+)?s$/,
  ],
  'Records rejected at intake': [
    'source=gateway',
    'More than 10 rows from gateway were rejected within an hour',
    '12 rows',
  ],
};
/** A call of team delta through the gateway, of twenty cents. */
function call(more: Record<string, unknown> = {}): object {
  const id = `call-${(calls += 1)}`;
  const who = { source: 'gateway', team: 'delta', provider: 'openai', model: 'gpt-4o' };
  return { id, timestamp: Date.now() - 1_000, ...who, latency_ms: 500, provider_cost: '0.20', ...more };
}

function many(count: number, more: Record<string, unknown> = {}): object[] {
  return Array.from({ length: count }, () => call(more));
}

/** Fifty calls for $10 today, $20 by this time a week ago, a model that reports its cost, and a batch job. */
export async function bookCalmDay(collector: RulesCollector): Promise<void> {
  const batch = many(200, { source: 'batch', team: 'epsilon', model: 'text-embedding-3-small', provider_cost: '0' });
  const weekAgo = call({ timestamp: Date.now() - WEEK - HOUR, provider_cost: '20' });
  const priced = call({ provider: 'acme', model: NAMELESS, provider_cost: '0' });
  expect(await collector.book([...many(50), weekAgo, priced, ...batch])).toEqual([252, 0]);
}

/** One call of $1,224.50, sixty that fail after 41 s, three without a price, twelve rows that are no records. */
export async function bookTrouble(collector: RulesCollector): Promise<void> {
  const dear = call({ provider_cost: '1224.50' });
  const failed = many(60, { status_code: 500, error: 'overloaded', latency_ms: 41_000, provider_cost: '0' });
  const unpriced = many(3, { provider: 'acme', model: NAMELESS, provider_cost: undefined, input_tokens: 10 });
  const broken = many(12, { source: undefined, input_tokens: -1 });
  expect(await collector.book([dear, ...failed, ...unpriced, ...broken])).toEqual([64, 12]);
}

/** Two thousand fast calls that succeed, another $1,000 a week ago, and the batch job again. */
export async function bookRelief(collector: RulesCollector): Promise<void> {
  const weekAgo = call({ timestamp: Date.now() - WEEK - HOUR, provider_cost: '1000' });
  const batch = call({ source: 'batch', team: 'epsilon', model: 'text-embedding-3-small', provider_cost: '0' });
  expect(await collector.book([...many(2_000, { provider_cost: '0' }), weekAgo, batch])).toEqual([2_002, 0]);
}
