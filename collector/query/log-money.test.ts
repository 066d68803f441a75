import { alertScope, fullScope, memberScope, type Scope } from '../access/scope';
import { booked, NOON, usd } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type BookedRecord } from '../store/store';
import { answerLog } from './log';

const BOOKING = booked(
  { id: '1', user: 'ada', api_key: 'k1', team: 'search', provider_cost: '0.1', saved_cost: '0.07' },
  {
    cost_source: 'reported',
    provider_cost: usd('0.1'),
    computed_cost: usd('0.08'),
    components: { input: usd('0.05'), output: usd('0.03') },
    cost: usd('0.135'),
    markup: usd('0.25'),
    markup_amount: usd('0.025'),
    fixed_fee: usd('0.01'),
    credits: 1,
    price_version: 'p1',
    rule_version: 'r1',
  }
);

async function seen(scope: Scope, booking: BookedRecord = BOOKING): Promise<Record<string, unknown>> {
  const store = new SqliteStore(':memory:');
  try {
    await store.append([booking]);
    return (await answerLog(new URLSearchParams(), { store, scope, now: NOON, timezone: 'UTC' })).records[0]!;
  } finally {
    await store.close();
  }
}

describe('money in the log', () => {
  it('is decimal texts in USD for those who may see all of it', async () => {
    expect(await seen(fullScope())).toMatchObject({
      currency: 'USD',
      cost: '0.135',
      cost_source: 'reported',
      provider_cost: '0.1',
      computed_cost: '0.08',
      components: { input: '0.05', output: '0.03' },
      markup: '0.25',
      markup_amount: '0.025',
      fixed_fee: '0.01',
      multiplier: 1,
      tier: 'standard',
      credits: 1,
      price_version: 'p1',
      rule_version: 'r1',
      saved_cost: '0.07',
    });
  });

  it('is flagged where the provider reported another cost than the book says', async () => {
    expect((await seen(fullScope())).flags).toEqual(['cost_differs']);
    const odd = booked({ flags: ['clock_ahead'] }, BOOKING.rating);
    expect((await seen(fullScope(), odd)).flags).toEqual(['clock_ahead', 'cost_differs']);
    expect((await seen(memberScope('ada'), booked({ ...odd.record, user: 'ada' }, BOOKING.rating))).flags).toEqual([
      'clock_ahead',
    ]);
    expect(await seen(fullScope(), booked({}, { ...BOOKING.rating, computed_cost: usd('0.1') }))).not.toHaveProperty(
      'flags'
    );
  });

  it('has neither exponent nor rounding', async () => {
    const tiny = {
      cost_source: 'computed' as const,
      cost: 1n,
      provider_cost: usd('999999.999999999999'),
      markup_amount: -1n,
    };
    expect(await seen(fullScope(), booked({}, tiny))).toMatchObject({
      cost: '0.000000000001',
      provider_cost: '999999.999999999999',
      markup_amount: '-0.000000000001',
    });
  });

  it('is null where the price is unknown, and 0 where it is free', async () => {
    const unknown = { cost: null, provider_cost: null, markup_amount: null, cost_source: 'unpriced' };
    expect(await seen(fullScope(), booked())).toMatchObject(unknown);
    const free = { cost_source: 'computed' as const, cost: 0n, provider_cost: 0n, markup_amount: 0n };
    expect(await seen(fullScope(), booked({}, free))).toMatchObject({
      cost: '0',
      provider_cost: '0',
      markup_amount: '0',
    });
  });

  it('shows customers what they pay and nothing of the provider’s side', async () => {
    const record = await seen(memberScope('ada'));
    expect(record).toMatchObject({ cost: '0.135', currency: 'USD', credits: 1 });
    const hidden = [
      'flags',
      'computed_cost',
      'components',
      'provider_cost',
      'markup',
      'markup_amount',
      'fixed_fee',
      'saved_cost',
      'price_version',
      'rule_version',
    ];
    expect(Object.keys(record).filter((field) => hidden.includes(field))).toEqual([]);
    expect(Object.values(record)).not.toContain('0.1');
  });
});

describe('a log without money', () => {
  const none: Scope = { ...memberScope('ada'), money: 'none' };

  it('has no amounts, nor anything that tells of them', async () => {
    const record = await seen(none);
    expect(record).toMatchObject({ id: '1', team: 'search' });
    expect(Object.keys(record).filter((field) => /cost|credits|markup|fee|tier|multiplier/.test(field))).toEqual([]);
  });

  it.each(['order=cost', 'min_cost=0.1'])('cannot be asked by %s', async (params) => {
    const store = new SqliteStore(':memory:');
    const asked = answerLog(new URLSearchParams(params), { store, scope: none, now: NOON, timezone: 'UTC' });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    await store.close();
  });
});

describe('names in the log', () => {
  it('of dimensions that are no fields of a record are hidden too', async () => {
    const scope: Scope = { ...fullScope(), hiddenDimensions: ['tier', 'multiplier', 'cost_source'] };
    const record = await seen(scope);
    expect(record).toMatchObject({ cost: '0.135', provider_cost: '0.1' });
    expect(Object.keys(record).filter((field) => /tier|multiplier|cost_source/.test(field))).toEqual([]);
  });

  it('in metadata that tell of amounts are for those who see all of the money', async () => {
    const booking = booked({ user: 'ada', metadata: { response_cost: 0.1, temperature: 1 } });
    expect((await seen(fullScope(), booking)).metadata).toEqual({ response_cost: 0.1, temperature: 1 });
    expect((await seen(memberScope('ada'), booking)).metadata).toEqual({ temperature: 1 });
  });

  it('are left out where the scope hides them', async () => {
    const record = await seen(alertScope());
    expect(record).toMatchObject({ id: '1', team: 'search', cost: '0.135' });
    expect(record).not.toHaveProperty('user');
    expect(record).not.toHaveProperty('api_key');
  });

  it('can then not be asked for either', async () => {
    const store = new SqliteStore(':memory:');
    const params = new URLSearchParams({ user: 'ada' });
    await expect(answerLog(params, { store, scope: alertScope(), now: NOON, timezone: 'UTC' })).rejects.toMatchObject({
      code: 'forbidden',
      status: 403,
      field: 'user',
    });
    await store.close();
  });
});
