import { type DimensionId } from '../../contract/dimensions';
import { METRICS } from '../../contract/metrics';
import { GRANTED_BY } from '../access/policy/policy';
import { alertScope, emptyScope, fullScope, memberScope } from '../access/scope';
import { booked, priced } from '../store/conformance/bookings';
import { askOne, rowsOf } from './test/ask-ledger';

const RECORDS = [
  booked({ user: 'ada', team: 'search', api_key: 'k1' }, priced('1')),
  booked({ user: 'bob', team: 'search', api_key: 'k2' }, priced('2')),
  booked({ team: 'ads' }, priced('4')),
];

const PROVIDER_MONEY = ['provider_cost', 'computed_cost', 'markup_amount', 'fixed_fees', 'margin', 'margin_rate'];
const forbidden = { status: 403, errorSource: 'downstream' };

describe('a member', () => {
  const asking = { scope: memberScope('ada') };

  it('sees the calls of nobody else', async () => {
    expect(
      rowsOf(await askOne(RECORDS, { metrics: ['requests', 'cost', 'users'], groupBy: ['user'] }, asking))
    ).toEqual([['ada', 1, 1, 1]]);
    expect(
      rowsOf(await askOne(RECORDS, { metrics: ['cost'], groupBy: ['team'], limit: 1, other: true }, asking))
    ).toEqual([['search', 1]]);
  });

  it('learns nothing by a filter for others', async () => {
    const filters = [{ dimension: 'user', operator: '!=', values: ['ada'] }];
    expect(rowsOf(await askOne(RECORDS, { metrics: ['requests', 'cost'], filters }, asking))).toEqual([[0, 0]]);
  });

  it('has all time begin with the first call of their own', async () => {
    const later = [booked({ user: 'ada', timestamp: 5_000 }), booked({ user: 'bob', timestamp: 1_000 })];
    const result = await askOne(later, { metrics: ['requests'], range: 'all' }, asking);
    expect(result.frames?.[0]?.schema.meta.executedQueryString).toContain('from 1970-01-01T00:00:05.000Z');
  });

  it.each(PROVIDER_MONEY)('does not see the provider’s side of the money: %s', async (metric) => {
    const result = await askOne(RECORDS, { metrics: ['cost', metric] }, asking);
    expect(result).toEqual({
      ...forbidden,
      error: `${metric} is not shown to you: cost is what you may see. ${GRANTED_BY}`,
    });
  });

  it('may neither group nor filter by whether the provider reported another cost', async () => {
    const filters = [{ dimension: 'cost_check', operator: '=', values: ['differs'] }];
    for (const query of [{ groupBy: ['cost_check'] }, { filters }]) {
      expect(await askOne(RECORDS, { metrics: ['requests'], ...query }, asking)).toMatchObject(forbidden);
    }
  });

  it('sees every other metric', async () => {
    const metrics = METRICS.map(({ id }) => id).filter((id) => !PROVIDER_MONEY.includes(id));
    expect((await askOne(RECORDS, { metrics, groupBy: ['status_code'] }, asking)).status).toBe(200);
  });
});

describe('a hidden dimension', () => {
  const hiding = (...hiddenDimensions: DimensionId[]) => ({ scope: { ...fullScope(), hiddenDimensions } });

  it('may be a tag', async () => {
    const query = { metrics: ['cost'], groupBy: ['tag.customer'] };
    expect(await askOne(RECORDS, query, hiding('tag.customer'))).toMatchObject(forbidden);
    expect((await askOne(RECORDS, query, hiding('tag.other'))).status).toBe(200);
  });

  it('is not told by way of the top model', async () => {
    expect(await askOne(RECORDS, { metrics: ['top_model'] }, hiding('model'))).toEqual({
      ...forbidden,
      error: `top_model may not be used by you: it names a model. ${GRANTED_BY}`,
    });
  });
});

describe('@me', () => {
  const mine = (operator: string, ...others: string[]) => ({
    metrics: ['cost'],
    filters: [{ dimension: 'user', operator, values: ['@me', ...others] }],
  });

  it('is the person asking', async () => {
    const asking = { scope: fullScope('bob') };
    expect(rowsOf(await askOne(RECORDS, mine('='), asking))).toEqual([[2]]);
    expect(rowsOf(await askOne(RECORDS, mine('=', 'ada'), asking))).toEqual([[3]]);
    expect(rowsOf(await askOne(RECORDS, mine('!='), asking))).toEqual([[5]]);
  });

  it('is the very person in regular expressions, whatever characters the name has', async () => {
    const records = [...RECORDS, booked({ user: 'b.b' }, priced('8')), booked({ user: 'ada' }, priced('16'))];
    const asking = { scope: fullScope('b.b') };
    expect(rowsOf(await askOne(records, mine('=~'), asking))).toEqual([[8]]);
    expect(rowsOf(await askOne(records, mine('=~', 'a.*'), asking))).toEqual([[25]]);
    expect(rowsOf(await askOne(records, mine('!~'), asking))).toEqual([[23]]);
  });

  it('is refused where nobody is signed in', async () => {
    expect(await askOne(RECORDS, mine('='), { scope: fullScope() })).toEqual({
      status: 400,
      error: '@me stands for the person asking, and nobody is signed in',
      errorSource: 'downstream',
    });
  });
});

describe('an alert rule', () => {
  const asking = { scope: alertScope() };

  it('sees everyone’s calls, by team but not by name', async () => {
    expect(rowsOf(await askOne(RECORDS, { metrics: ['cost'], groupBy: ['team'] }, asking))).toEqual([
      ['ads', 4],
      ['search', 3],
    ]);
  });

  it.each(['user', 'api_key'])('may neither group nor filter by %s', async (dimension) => {
    const error = `${dimension} may not be used by alert rules. ${GRANTED_BY}`;
    expect(await askOne(RECORDS, { metrics: ['cost'], groupBy: ['team', dimension] }, asking)).toEqual({
      ...forbidden,
      error,
    });
    const filters = [{ dimension, operator: '!=', values: ['x'] }];
    expect(await askOne(RECORDS, { metrics: ['cost'], filters }, asking)).toEqual({ ...forbidden, error });
  });

  it('takes one metric, and says so to the one on call', async () => {
    expect(await askOne(RECORDS, { metrics: ['cost', 'requests'] }, asking)).toEqual({
      status: 400,
      error: 'An alert rule takes one metric per query, this one has cost, requests: make a query of each',
      errorSource: 'downstream',
    });
    expect((await askOne(RECORDS, { metrics: ['cost', 'cost'] }, asking)).status).toBe(200);
  });

  it.each([
    [
      { metrics: ['top_model'] },
      'An alert rule takes a number, and top_model is a text: group by model and take requests',
    ],
    [
      { metrics: ['status_help'], groupBy: ['status_code'] },
      'An alert rule takes a number, and status_help is a text: group by status_code and take requests',
    ],
    [
      { metrics: ['last_used'] },
      'An alert rule compares a number with a threshold, and last_used is a point in time: take requests over a range such as 1h, and fire below 1',
    ],
    [{ share: true }, 'An alert rule takes one value per query, and share adds another: switch share off'],
    [
      { compare: 'day' },
      'An alert rule takes one value per query, and compareAs fields gives several: set compareAs to previous or change',
    ],
  ])('with %j is told to take one value', async (query, error) => {
    expect(await askOne(RECORDS, { metrics: ['cost'], ...query }, asking)).toEqual({
      status: 400,
      error,
      errorSource: 'downstream',
    });
  });

  it('may ask for a change alone, and for what its limit cuts off', async () => {
    const change = { metrics: ['cost'], compare: 'previous_period', compareAs: 'change' };
    expect((await askOne(RECORDS, change, asking)).frames?.[0]?.schema.fields.map(({ name }) => name)).toEqual([
      'cost_change',
    ]);
    const other = { metrics: ['cost'], groupBy: ['team'], limit: 1, other: true };
    expect(rowsOf(await askOne(RECORDS, other, asking))).toEqual([
      ['ads', 4],
      ['(other)', 3],
    ]);
  });

  it.each(PROVIDER_MONEY)('does not see %s', async (metric) => {
    expect(await askOne(RECORDS, { metrics: [metric] }, asking)).toMatchObject(forbidden);
  });
});

describe('who may see no amounts', () => {
  const asking = { scope: { ...memberScope('ada'), money: 'none' as const } };

  const telling = ['margin_rate', 'unallocated_share', 'credits', 'credits_per_request'];

  it.each(METRICS.filter(({ unit, id }) => unit === 'currencyUSD' || telling.includes(id)).map(({ id }) => id))(
    'does not see %s',
    async (metric) => {
      const result = await askOne(RECORDS, { metrics: [metric] }, asking);
      expect(result).toMatchObject({ ...forbidden, error: expect.stringContaining('no amounts') as string });
    }
  );

  it('sees counts and tokens', async () => {
    const result = await askOne(RECORDS, { metrics: ['requests', 'total_tokens', 'latency_p95'] }, asking);
    expect(result.error).toBeUndefined();
  });
});

describe('nobody', () => {
  it('sees an empty ledger', async () => {
    const asking = { scope: emptyScope() };
    expect(rowsOf(await askOne(RECORDS, { metrics: ['requests', 'cost'] }, asking))).toEqual([[0, 0]]);
    expect(rowsOf(await askOne(RECORDS, { metrics: ['requests'], groupBy: ['team'] }, asking))).toEqual([]);
  });
});
