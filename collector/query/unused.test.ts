import { alertScope, fullScope, memberScope } from '../access/scope';
import { booked, priced } from '../store/conformance/bookings';
import { askOne, noticesOf, rowsOf } from './test/ask-ledger';

const NOW_IN_2026 = Date.UTC(2026, 0, 10);
const LONG_AGO = Date.UTC(2024, 5, 1);

const RECORDS = [
  booked({ timestamp: NOW_IN_2026, provider: 'acme', model: 'large', user: 'ada', task: 'chat' }, priced('2')),
  booked({ timestamp: NOW_IN_2026, provider: 'acme', model: 'free', user: 'bob', task: 'chat' }, priced('0')),
  booked({ timestamp: LONG_AGO, provider: 'acme', model: 'old', user: 'bob', task: 'search' }, priced('1')),
  booked({ timestamp: LONG_AGO, provider: 'acme', model: 'large', user: 'bob', task: 'search' }, priced('1')),
];
const pricedModels = [
  { provider: 'acme', model: 'large' },
  { provider: 'newcomer', model: 'next' },
  { model: 'anywhere' },
  { model: 'old' },
];
const BY_MODEL = { metrics: ['cost', 'requests', 'latency_p95', 'top_model'], groupBy: ['model'], unused: true };

it('adds models of other times and of own prices, without values, after a free one that has its 0', async () => {
  const result = await askOne(RECORDS, { ...BY_MODEL, share: true }, { pricedModels });
  expect(rowsOf(result)).toEqual([
    ['large', 2, 1, 1, 0.5, null, 'large'],
    ['free', 0, 0, 1, 0.5, null, 'free'],
    ['anywhere', null, null, null, null, null, null],
    ['next', null, null, null, null, null, null],
    ['old', null, null, null, null, null, null],
  ]);
  expect(noticesOf(result)).toContain('Not used in the range: the last 3 rows, which have no values.');
});

it('names providers of own prices, and of a price for any provider the model alone', async () => {
  const asked = async (...groupBy: string[]) =>
    rowsOf(await askOne(RECORDS, { metrics: ['requests'], groupBy, unused: true }, { pricedModels }));
  expect(await asked('provider')).toEqual([
    ['acme', 2],
    ['newcomer', null],
  ]);
  expect(await asked('model', 'provider')).toEqual([
    ['free', 'acme', 1],
    ['large', 'acme', 1],
    ['anywhere', '(none)', null],
    ['next', 'newcomer', null],
    ['old', 'acme', null],
  ]);
});

it('knows groups of everything else from the records alone', async () => {
  const result = await askOne(RECORDS, { metrics: ['requests'], groupBy: ['task'], unused: true }, { pricedModels });
  expect(rowsOf(result)).toEqual([
    ['chat', 2],
    ['search', null],
  ]);
});

it('adds what the filters let through', async () => {
  const asked = async (dimension: string, operator: string, ...values: string[]) => {
    const query = { ...BY_MODEL, metrics: ['requests'], filters: [{ dimension, operator, values }] };
    return rowsOf(await askOne(RECORDS, query, { pricedModels })).map(([model]) => model);
  };
  expect(await asked('provider', '=', 'newcomer')).toEqual(['next']);
  expect(await asked('model', '!~', 'o.*|n.*')).toEqual(['free', 'large', 'anywhere']);
  expect(await asked('user', '=', 'bob')).toEqual(['free', 'large', 'old']);
});

it('tells a member of own records only, and of prices nobody who sees a part', async () => {
  const asked = async (user: string) =>
    rowsOf(
      await askOne(
        RECORDS,
        { metrics: ['cost'], groupBy: ['model'], unused: true },
        { pricedModels, scope: memberScope(user) }
      )
    );
  expect(await asked('ada')).toEqual([['large', 2]]);
  expect(await asked('bob')).toEqual([
    ['free', 0],
    ['large', null],
    ['old', null],
  ]);
});

it('is cut by no limit and no part of the others', async () => {
  const query = { metrics: ['requests'], groupBy: ['model'], unused: true, limit: 1, other: true };
  expect(rowsOf(await askOne(RECORDS, query))).toEqual([
    ['free', 1],
    ['(other)', 1],
    ['old', null],
  ]);
});

it('says so where every group was used, and where there are no groups', async () => {
  const [first] = RECORDS;
  const query = { metrics: ['requests'], unused: true };
  expect(noticesOf(await askOne([first!], { ...query, groupBy: ['model'] }))).toContain(
    'Every group that is known was used in the range.'
  );
  const tile = await askOne(RECORDS, query);
  expect(rowsOf(tile)).toEqual([[2]]);
  expect(noticesOf(tile)).toContain('unused means nothing without groupBy');
});

it('fills a table up to 10,000 rows and tells of the others', async () => {
  const many = Array.from({ length: 10_003 }, (_, index) => booked({ timestamp: LONG_AGO, user: `user-${index}` }));
  const result = await askOne(many, { metrics: ['requests'], groupBy: ['user'], unused: true });
  expect(rowsOf(result)).toHaveLength(10_000);
  expect(noticesOf(result)).toContain('Only 10000 of 10003 unused groups are shown. Filter.');
});

it.each([
  [{ granularity: 'day' }, 'unused is for tables: set granularity to none, or switch unused off to ask for day'],
  [{ compare: 'month' }, 'unused cannot be had with compare: switch one of them off'],
])('with %j is refused with what to do', async (option, error) => {
  expect(await askOne(RECORDS, { ...BY_MODEL, metrics: ['cost'], ...option })).toMatchObject({ status: 400, error });
});

it('is refused to alert rules, which take a value for each group', async () => {
  const query = { metrics: ['cost'], groupBy: ['model'], unused: true };
  expect(await askOne(RECORDS, query, { scope: alertScope() })).toMatchObject({
    status: 400,
    error: 'An alert rule takes a value for each group, and unused ones have none: switch unused off',
  });
  expect((await askOne(RECORDS, query, { scope: fullScope() })).status).toBe(200);
});
