/** A record of the ledger that the matrix is asked about. */
export interface MatrixRow {
  readonly user?: string;
  readonly team?: string;
  readonly organization?: string;
  readonly project?: string;
  readonly index: number;
}

/** Who made how many calls; numbers that tell at sight whose they are. */
const CALLERS: ReadonlyArray<Omit<MatrixRow, 'index'>> = [
  { user: 'ada', team: 'search', organization: 'acme', project: 'site' },
  { user: 'ada', team: 'search', organization: 'acme' },
  { user: 'ADA', team: 'Search', organization: 'Acme' },
  { user: 'аda', team: 'search', organization: 'acme' },
  { user: 'bob', team: 'search', organization: 'acme', project: 'site' },
  { user: 'lea', team: 'labs', organization: 'acme' },
  { user: 'cyd', team: 'ads', organization: 'hive', project: 'site' },
  { user: 'cyd', team: 'ads', organization: 'acme' },
  { user: 'dan', team: 'ads', organization: 'hive' },
  { user: 'dan', team: 'ads' },
  { user: 'ann', organization: 'hive' },
  { user: '(other)', team: '(other)', organization: 'hive' },
  { user: '(none)', team: '(none)' },
  { team: 'search', organization: 'acme', project: 'site' },
  { organization: 'hive' },
  {},
];

export const ROWS: readonly MatrixRow[] = Array.from({ length: 160 }, (_, index) => ({
  ...CALLERS[index % CALLERS.length]!,
  index,
}));

/** A minute of the day before the matrix is asked. */
const START = Date.UTC(2026, 2, 3, 6);

export interface Disguise {
  /** The provider's side of the money is another one, what the customer pays is the same. */
  readonly provider: boolean;
  /** What the customer pays is another amount. */
  readonly cost: boolean;
  /** People and keys have other names. */
  readonly names: boolean;
  /** What the view of `a keeper from whom dimensions are hidden` hides is called otherwise. */
  readonly hidden: boolean;
}

/** A row as a record. A disguise changes what somebody may not see, and nothing else. */
export function recordOf(
  { index, ...who }: MatrixRow,
  { provider, cost, names, hidden }: Disguise
): Record<string, unknown> {
  const picos = (BigInt(index) * 7_919n + 104_729n) * (cost ? 3n : 1n) * 1_000_000_000n;
  // 1.25 × the provider's cost is what the customer pays; disguised, the provider charges that and the markup is 0.
  const dear = (amount: bigint) => decimal(provider ? (amount * 125n) / 100n : amount);
  const alias = (name: string) => (names ? `x-${name}` : name);
  const disguised = (name: string) => (hidden ? `x-${name}` : name);
  return {
    id: `${index}-${who.user ?? ''}`,
    ...who,
    ...(who.user ? { user: alias(who.user) } : {}),
    api_key: alias(`key-${index % 5}`),
    timestamp: START + index * 60_000,
    model: disguised(`m-${who.team ?? 'none'}`),
    provider: `p${index % 3}`,
    operation: ['chat', 'embeddings'][index % 2],
    status_code: index % 7 === 3 ? 429 : 200,
    ...(index % 7 === 3 ? { error_type: disguised(`e-${who.team ?? 'none'}`) } : {}),
    ...(index % 4 === 0 ? { units: index, unit: disguised(who.team === 'search' ? 'image' : 'second') } : {}),
    input_tokens: 1_000 + index * 13,
    output_tokens: index * 17,
    cache_read_tokens: index,
    latency_ms: 100 + index * 11,
    time_to_first_token_ms: 10 + index,
    provider_cost: dear(picos),
    ...(index % 9 === 0 ? { saved_cost: dear(picos) } : {}),
    ...(index % 8 === 5 ? { attempt_of: `${index - 1}` } : {}),
    tags: { who: disguised(`${who.team ?? 'nobody'}-${index % 3}`), [`only-${who.team ?? 'nobody'}`]: 'yes' },
    metadata: { note: `${who.organization ?? 'none'}-${index}`, details: { response_cost: dear(picos) } },
  };
}

/** Price configuration that goes with the records of a disguise. */
export function pricingOf({ provider }: Disguise): string {
  return `pricing: { customer: [{ markup: ${provider ? 0 : 0.25} }] }`;
}

function decimal(picos: bigint): string {
  const digits = String(picos).padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
