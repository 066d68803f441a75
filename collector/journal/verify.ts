import { fullScope } from '../access/scope';
import { divideHalfEven, picoFromUsd, usdText } from '../pricing/decimal';
import { type Pricing } from '../pricing/price-record';
import { type BookedRecord, type LogPosition, type Store } from '../store/store';
import { repriceRecord } from './reprice-record';

const CHUNK = 1_000;
const MARKUP_SCALE = 10n ** 12n;

export interface Verification {
  readonly records: number;
  /** Broken invariants: each is a fault of the ledger. */
  readonly broken: number;
  /** Records whose price the book now sees otherwise under the same name: it was edited. No fault. */
  readonly differing: number;
}

/** Recomputes every record, and checks the store itself. `report` is told of each finding. */
export async function verifyLedger(
  store: Store,
  pricing: Pricing,
  report: (kind: 'broken' | 'differs', text: string) => void
): Promise<Verification> {
  let [records, broken, differing] = [0, 0, 0];
  for (const fault of await store.check()) {
    broken += 1;
    report('broken', fault);
  }
  let after: LogPosition | null = null;
  for (;;) {
    const page = await store.log(fullScope(), {
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      filters: [],
      limit: CHUNK,
      after,
    });
    for (const booking of page) {
      const name = `source ${booking.record.source}, id ${booking.record.id}`;
      for (const fault of faultsOf(booking)) {
        broken += 1;
        report('broken', `${name}: ${fault}`);
      }
      const difference = differenceTo(booking, pricing);
      if (difference) {
        differing += 1;
        report('differs', `${name}: ${difference}`);
      }
    }
    records += page.length;
    if (page.length < CHUNK) {
      return { records, broken, differing };
    }
    after = page.at(-1)!.position;
  }
}

/** What does not add up in a record, each with the field it is about. */
export function faultsOf({ record, rating }: BookedRecord): string[] {
  const { cost, provider_cost: provider, markup_amount: onTop, fixed_fee: fee, components, computed_cost } = rating;
  const faults: string[] = [];
  const expect = (field: string, is: bigint | null, should: bigint | null) => {
    if (is !== should) {
      faults.push(`${field} is ${text(is)}, it should be ${text(should)}`);
    }
  };
  if (provider === null || cost === null || onTop === null) {
    if (rating.cost_source !== 'unpriced' || provider !== null || cost !== null || onTop !== null) {
      faults.push('cost_source: a record has all amounts, or none and is unpriced');
    }
  } else {
    if (rating.cost_source === 'unpriced') {
      faults.push('cost_source is unpriced, though there is a cost');
    }
    expect('markup_amount', onTop, divideHalfEven(provider * (MARKUP_SCALE + rating.markup), MARKUP_SCALE) - provider);
    expect('cost', cost, provider + onTop + fee);
  }
  if (rating.cost_source === 'reported' && record.provider_cost !== undefined) {
    expect('provider_cost', provider, picoFromUsd(record.provider_cost) ?? null);
  }
  const parts = Object.values(components);
  if (computed_cost !== null && parts.length > 0) {
    expect(
      'computed_cost',
      computed_cost,
      parts.reduce((sum, part) => sum + part, 0n)
    );
  }
  return faults;
}

function differenceTo({ record, rating }: BookedRecord, pricing: Pricing): string | undefined {
  if (rating.cost_source !== 'computed' || rating.price_version === null) {
    return undefined;
  }
  const now = repriceRecord(record, rating, pricing);
  return now.price_version === rating.price_version && now.provider_cost !== rating.provider_cost
    ? `provider_cost is ${text(rating.provider_cost)}, price ${now.price_version} gives ${text(now.provider_cost)} now`
    : undefined;
}

function text(pico: bigint | null): string {
  return pico === null ? 'unknown' : usdText(pico);
}
