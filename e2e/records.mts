/**
 * What the ledger holds during the tests. Costs are whole cents, so that sums can be made here without any decimals.
 */
export interface TestRecord {
  readonly id: string;
  readonly timestamp: number;
  readonly user?: string;
  readonly team: string;
  readonly provider: string;
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly status_code: number;
  readonly latency_ms: number;
  readonly cents: number;
}

const HOUR = 3_600_000;

const CALLERS = [
  { user: 'ada@atlas.example', team: 'atlas', provider: 'openai', model: 'gpt-4o' },
  { user: 'bob@atlas.example', team: 'atlas', provider: 'anthropic', model: 'claude-sonnet-4-5' },
  { user: 'cy@borea.example', team: 'borea', provider: 'openai', model: 'gpt-4o-mini' },
  { team: 'borea', provider: 'openai', model: 'gpt-4o' },
  { user: 'dee@cetus.example', team: 'cetus', provider: 'anthropic', model: 'claude-sonnet-4-5' },
] as const;

/** Dollars a team has to stay below today, as the provisioned rule has it. */
export const THRESHOLD_USD = 25;
/** The one team whose spend of today is above the threshold. */
export const SPENDER = 'atlas';

/** The records at a time `now`, which the environment keeps around noon of the ledger's zone. */
export function testRecords(now: number): TestRecord[] {
  return CALLERS.flatMap((caller, index) =>
    Array.from({ length: 6 }, (_, call): TestRecord => {
      const failed = index === 2 && call === 3;
      return {
        ...caller,
        id: `e2e-${now}-${index}-${call}`,
        // Three of today, one of each of the three days before.
        timestamp: now - (call < 3 ? call * HOUR : (call - 2) * 24 * HOUR),
        input_tokens: 1_000 + 100 * index + call,
        output_tokens: failed ? 0 : 50 + 10 * call,
        status_code: failed ? 429 : 200,
        latency_ms: 400 + 100 * index + 10 * call,
        cents: failed ? 0 : caller.team === SPENDER ? 901 + call : 203 + 7 * index + call,
      };
    })
  );
}

/** The record as it is posted. */
export function posted({ cents, ...record }: TestRecord): object {
  return { ...record, provider_cost: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}` };
}

/** Dollars of records, added up as whole cents, as a panel writes them. */
export function dollars(records: readonly TestRecord[]): string {
  const cents = records.reduce((sum, record) => sum + record.cents, 0);
  return `$${Math.floor(cents / 100).toLocaleString('en')}.${String(cents % 100).padStart(2, '0')}`;
}
