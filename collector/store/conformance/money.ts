import { type Rating } from '../../pricing/price-record';
import { MONEY, type Money } from '../measures';
import { type BookedRecord } from '../store';
import { aggregate, booked, freshStore, type OpenStore, priced, usd } from './bookings';

/** Amounts near the most a record can cost, with remainders down to the last picodollar; no two alike. */
function largeAmounts(index: number): Partial<Rating> {
  const step = BigInt(index);
  const provider_cost = usd('999999.999999999999') - step * 7_919n;
  const markup_amount = usd('249999.000000000001') + step * 104_729_000_003n;
  const fixed_fee = usd('0.000000000001') * (step % 1_000_003n);
  return {
    cost_source: 'computed',
    provider_cost,
    markup_amount,
    fixed_fee,
    cost: provider_cost + markup_amount + fixed_fee,
    cache_savings: (usd('500000.000001000001') - step * 1_000_003n) * (index % 3 === 0 ? -1n : 1n),
  };
}

function sumOf(records: readonly BookedRecord[], money: Money): bigint {
  return records.reduce(
    (sum, { rating }) => sum + (money === 'fixed_fees' ? rating.fixed_fee : (rating[money] ?? 0n)),
    0n
  );
}

export function moneyTests(open: OpenStore): void {
  const store = freshStore(open);

  it('sums beyond 1,000,000,000 USD exactly, to the last picodollar', async () => {
    const records = Array.from({ length: 4_001 }, (_, index) =>
      booked({ team: index % 3 === 0 ? 'a' : 'b', timestamp: index }, largeAmounts(index))
    );
    await store().append(records);
    const [row] = await aggregate(store(), { measures: MONEY });
    for (const money of MONEY) {
      expect(row!.cell.money(money)).toBe(sumOf(records, money));
    }
    expect(row!.cell.money('cost')).toBeGreaterThan(usd('4000000000'));
  });

  it('sums exactly in each group, each bucket and the folded rest', async () => {
    const records = Array.from({ length: 3_000 }, (_, index) =>
      booked({ team: 'abc'[index % 3], timestamp: index }, largeAmounts(index))
    );
    await store().append(records);
    const rows = await aggregate(store(), { groupBy: ['team'], keep: [['b']], buckets: [0, 1_000], measures: MONEY });
    expect(rows).toHaveLength(4);
    for (const { group, bucket, cell } of rows) {
      const own = records.filter(
        ({ record }) => (record.team === 'b') === (group !== 'other') && record.timestamp >= 1_000 === (bucket === 1)
      );
      expect(MONEY.map((money) => cell.money(money))).toEqual(MONEY.map((money) => sumOf(own, money)));
    }
  });

  it('sums the cost of what has neither team nor project exactly, in each group', async () => {
    const records = Array.from({ length: 2_000 }, (_, index) =>
      booked(
        { user: 'ab'[index % 2], team: [undefined, 't', '(none)'][index % 3], project: index % 5 ? undefined : 'p' },
        largeAmounts(index)
      )
    );
    await store().append(records);
    const rows = await aggregate(store(), { groupBy: ['user'], measures: ['unallocated_cost', 'cost'] });
    for (const { group, cell } of rows) {
      const own = records.filter(({ record }) => record.user === group[0]);
      const unallocated = own.filter(({ record }) => record.team !== 't' && record.project === undefined);
      expect(cell.money('unallocated_cost')).toBe(sumOf(unallocated, 'cost'));
      expect(cell.money('cost')).toBe(sumOf(own, 'cost'));
    }
  });

  it('sums the cost of retries exactly, in each group', async () => {
    const records = Array.from({ length: 2_000 }, (_, index) =>
      booked({ user: 'ab'[index % 2], attempt_of: index % 3 ? undefined : 'first' }, largeAmounts(index))
    );
    await store().append(records);
    const rows = await aggregate(store(), { groupBy: ['user'], measures: ['retry_cost', 'cost'] });
    for (const { group, cell } of rows) {
      const own = records.filter(({ record }) => record.user === group[0]);
      const retries = own.filter(({ record }) => record.attempt_of !== undefined);
      expect(cell.money('retry_cost')).toBe(sumOf(retries, 'cost'));
      expect(cell.money('cost')).toBe(sumOf(own, 'cost'));
    }
    expect(rows).toHaveLength(2);
  });

  it('sums what providers reported exactly, in each group', async () => {
    const records = Array.from({ length: 2_000 }, (_, index) =>
      booked(
        { user: 'ab'[index % 2] },
        { ...largeAmounts(index), cost_source: (['reported', 'computed', 'unpriced'] as const)[index % 3]! }
      )
    );
    await store().append(records);
    const measures = ['reported_cost_part', 'reported_provider_cost_part'] as const;
    const rows = await aggregate(store(), { groupBy: ['user'], measures: [...measures] });
    for (const { group, cell } of rows) {
      const reported = records.filter(
        ({ record, rating }) => record.user === group[0] && rating.cost_source === 'reported'
      );
      expect(cell.money('reported_cost_part')).toBe(sumOf(reported, 'cost'));
      expect(cell.money('reported_provider_cost_part')).toBe(sumOf(reported, 'provider_cost'));
    }
    expect(rows).toHaveLength(2);
  });

  it('sums what the price book says exactly, of what it prices, in each group', async () => {
    const computedOf = (index: number) => (index % 3 ? usd('999999.000000000007') - BigInt(index) * 7_919n : null);
    const records = Array.from({ length: 2_000 }, (_, index) =>
      booked({ user: 'ab'[index % 2] }, { ...largeAmounts(index), computed_cost: computedOf(index) })
    );
    await store().append(records);
    const rows = await aggregate(store(), { groupBy: ['user'], measures: ['computed_cost', 'computed_requests'] });
    for (const { group, cell } of rows) {
      const computed = records.flatMap(({ record, rating }) =>
        record.user === group[0] ? (rating.computed_cost ?? []) : []
      );
      expect(cell.money('computed_cost')).toBe(computed.reduce((sum, one) => sum + one, 0n));
      expect(cell.count('computed_requests')).toBe(computed.length);
    }
    expect(rows).toHaveLength(2);
  });

  it('sums cache savings with those below zero, and those unknown as nothing', async () => {
    const savings = [usd('0.5'), -1n, null, usd('-0.000001'), 0n];
    await store().append(savings.map((cache_savings) => booked({}, { ...priced('1'), cache_savings })));
    const [row] = await aggregate(store(), { measures: ['cache_savings'] });
    expect(row!.cell.money('cache_savings')).toBe(usd('0.499999') - 1n);
  });

  it('sums a thousand of the smallest amounts without losing one', async () => {
    const records = Array.from({ length: 1_000 }, () =>
      booked({}, { cost_source: 'computed', cost: 1n, provider_cost: 999_999n })
    );
    await store().append(records);
    const [row] = await aggregate(store(), { measures: ['cost', 'provider_cost'] });
    expect([row!.cell.money('cost'), row!.cell.money('provider_cost')]).toEqual([1_000n, 999_999_000n]);
  });

  it('sums amounts below zero, as a markup may be a discount', async () => {
    const amounts = [-1n, -1_000_001n, 3n, usd('-0.5'), usd('0.25')];
    await store().append(
      amounts.map((markup_amount) => booked({}, { cost_source: 'computed', cost: 0n, markup_amount }))
    );
    const [row] = await aggregate(store(), { measures: ['markup_amount'] });
    expect(row!.cell.money('markup_amount')).toBe(usd('-0.25') - 999_999n);
  });

  it('of unpriced records adds nothing', async () => {
    await store().append([booked(), booked({}, { cost_source: 'computed', cost: usd('0.1') }), booked()]);
    const [row] = await aggregate(store(), { measures: ['cost', 'priced_requests'] });
    expect([row!.cell.money('cost'), row!.cell.count('priced_requests')]).toEqual([usd('0.1'), 1]);
  });
}
