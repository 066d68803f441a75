import fc from 'fast-check';
import { alertScope, fullScope, memberScope, type Scope } from '../access/scope';
import { booked } from '../store/conformance/bookings';
import { type BookedRecord } from '../store/store';
import { askOne } from './test/ask-ledger';

type Source = 'reported' | 'computed' | 'unpriced';

/** A call of a cost to the customer in picodollars, twice what the provider takes. */
function call(cost_source: Source, cost: bigint, user = 'ada'): BookedRecord {
  const amounts = { cost: 2n * cost, provider_cost: cost, markup_amount: cost };
  return booked({ user }, { cost_source, ...(cost_source === 'unpriced' ? {} : amounts) });
}

/** Names and descriptions of the fields, by field name. */
async function sayingOf(
  records: readonly BookedRecord[],
  query: Record<string, unknown> = {},
  scope?: Scope
): Promise<string | Record<string, [name?: string, description?: string]>> {
  const { frames, error } = await askOne(records, { metrics: ['cost'], ...query }, scope && { scope });
  const fields = frames?.[0]?.schema.fields ?? [];
  return (
    error ??
    Object.fromEntries(fields.map(({ name, config }) => [name, [config?.displayNameFromDS, config?.description]]))
  );
}

const PAYS = 'What the customer pays, in USD.';
const MIXED = [call('computed', 87n), call('reported', 13n), call('unpriced', 0n)];
const ESTIMATED = `${PAYS} 87 % of the cost is computed from prices, 13 % was reported by the provider; 1 request has no price.`;

it('of a tile is called estimated if a part of it is computed, and says which part', async () => {
  expect(await sayingOf(MIXED)).toEqual({ cost: ['Cost (estimated)', ESTIMATED] });
});

it('of a tile keeps its name if all of it is reported', async () => {
  const records = [
    call('reported', 5n),
    call('computed', 0n),
    ...Array.from({ length: 1_200 }, () => call('unpriced', 0n)),
  ];
  expect(await sayingOf(records)).toEqual({
    cost: ['Cost', `${PAYS} Reported by the provider; 1,200 requests have no price.`],
  });
  expect(await sayingOf([call('reported', 5n)])).toEqual({ cost: ['Cost', `${PAYS} Reported by the provider.`] });
});

it('of a tile says if all of it is computed, and nothing where there is no money', async () => {
  expect(await sayingOf([call('computed', 1n)])).toEqual({
    cost: ['Cost (estimated)', `${PAYS} All of the cost is computed from prices.`],
  });
  expect(await sayingOf([call('computed', 0n)])).toEqual({ cost: ['Cost', PAYS] });
  expect(await sayingOf([])).toEqual({ cost: ['Cost', PAYS] });
  expect(await sayingOf([call('unpriced', 0n)])).toEqual({ cost: ['Cost', `${PAYS} 1 request has no price.`] });
});

it('never calls a small part nothing, or what is not quite all of it all', async () => {
  const large = 10n ** 20n;
  expect(await sayingOf([call('computed', 1n), call('reported', large)])).toEqual({
    cost: [
      'Cost (estimated)',
      `${PAYS} less than 1 % of the cost is computed from prices, more than 99 % was reported by the provider.`.replace(
        'less',
        'Less'
      ),
    ],
  });
});

it('follows filters and range of the question', async () => {
  const records = [...MIXED, call('computed', 1_000n, 'bob')];
  const filters = [{ dimension: 'user', operator: '=', values: ['ada'] }];
  expect(await sayingOf(records, { filters })).toEqual({ cost: ['Cost (estimated)', ESTIMATED] });
});

it('is said of the value beside which its change stands, not of the change', async () => {
  const saying = await sayingOf(MIXED, { compare: 'month' });
  expect(saying).toMatchObject({
    cost: ['Cost (estimated)', ESTIMATED],
    cost_previous: ['Cost (previous)', `${PAYS} In the time compared with.`],
    cost_change: ['Cost (change)', `${PAYS} (Value − previous value) ÷ previous value.`],
  });
});

it('is said of the provider’s side by the provider’s cost, and of the cost per request', async () => {
  const metrics = ['provider_cost', 'markup_amount', 'margin', 'cost_per_request', 'fixed_fees', 'requests'];
  const saying = (await sayingOf(MIXED, { metrics })) as Record<string, [name: string]>;
  const names = Object.entries(saying).map(([id, [name]]) => [id, name]);
  expect(names).toEqual([
    ['provider_cost', 'Provider cost (estimated)'],
    ['markup_amount', 'Markup (estimated)'],
    ['margin', 'Margin (estimated)'],
    ['cost_per_request', 'Cost per request (estimated)'],
    ['fixed_fees', 'Fixed fees'],
    ['requests', 'Requests'],
  ]);
});

it('is not said in tables by group and over time, where names of columns and series stand', async () => {
  expect(await sayingOf(MIXED, { groupBy: ['user'] })).toMatchObject({ cost: ['Cost', PAYS] });
  expect(await sayingOf(MIXED, { granularity: 'month' })).toMatchObject({ cost: ['Cost', PAYS] });
});

it('counts what the one asking may see, and is kept from whoever may not tell costs apart', async () => {
  const records = [...MIXED, call('computed', 1_000n, 'bob')];
  expect(await sayingOf(records, {}, memberScope('ada'))).toEqual({ cost: ['Cost (estimated)', ESTIMATED] });
  const hiding: Scope = { ...fullScope(), hiddenDimensions: ['cost_source'] };
  expect(await sayingOf(records, {}, hiding)).toEqual({ cost: ['Cost', PAYS] });
  expect(await sayingOf(records, {}, alertScope())).toEqual({ cost: ['Cost', PAYS] });
  expect(await sayingOf(records, {}, { ...fullScope(), money: 'none' })).toContain('you may see no amounts');
});

it('has the share that adding up the records gives', async () => {
  const cost = fc.bigInt(0n, 10n ** 15n);
  const record = fc.tuple(fc.constantFrom<Source>('reported', 'computed', 'unpriced'), cost);
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (list) => {
      const total = (source: Source) =>
        list.reduce((sum, [own, pico]) => (own === source ? sum + Number(pico) : sum), 0);
      const [reported, computed] = [total('reported'), total('computed')];
      const saying = await sayingOf(list.map(([source, pico]) => call(source, pico)));
      const [name, description] = (saying as Record<string, [string, string]>).cost!;
      expect(name).toBe(computed > 0 ? 'Cost (estimated)' : 'Cost');
      const percent = /(less than|more than)? ?(\d+) % of the cost is computed from prices, /i.exec(description);
      expect(percent !== null).toBe(reported > 0 && computed > 0);
      if (percent) {
        const share = (100 * computed) / (reported + computed);
        const [, than, number] = percent;
        const bounds = { less: [0, 0.5], more: [99.5, 100], undefined: [Number(number) - 0.5, Number(number) + 0.5] };
        const [least, most] = bounds[than?.toLowerCase().split(' ')[0] as keyof typeof bounds];
        expect(share).toBeGreaterThanOrEqual(least! - 1e-9);
        expect(share).toBeLessThanOrEqual(most! + 1e-9);
      }
    }),
    { numRuns: 60 }
  );
});

it('of a tile says its parts in a notice too, unless all of it was reported', async () => {
  const noticesOf = async (records: readonly BookedRecord[], metrics = ['cost']) => {
    const { frames } = await askOne(records, { metrics });
    return frames![0]!.schema.meta.notices!.filter(({ text }) => /computed|reported/.test(text));
  };
  const sentence = '87 % of the cost is computed from prices, 13 % was reported by the provider.';
  expect(await noticesOf(MIXED, ['cost', 'cost_per_request'])).toEqual([{ severity: 'info', text: sentence }]);
  expect(await noticesOf([call('reported', 5n)])).toEqual([]);
  expect(await noticesOf(MIXED, ['requests'])).toEqual([]);
});
