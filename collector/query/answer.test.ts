import { fullScope, memberScope } from '../access/scope';
import { LedgerError } from '../errors';
import { booked, priced } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { answerRequest } from './answer';
import { askLedger, NOW, rowsOf } from './test/ask-ledger';

const RECORDS = [booked({ user: 'ada' }, priced('1')), booked({ user: 'bob' }, priced('2'))];
const YEAR = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };

describe('a request', () => {
  it('has each of its queries answered under its refId', async () => {
    const queries = [
      { refId: 'A', metrics: ['cost'] },
      { refId: 'per user', metrics: ['cost'], groupBy: ['user'] },
      { metrics: ['requests'] },
    ];
    const results = await askLedger(RECORDS, { ...YEAR, queries });
    expect(Object.entries(results).map(([refId, result]) => [refId, rowsOf(result)])).toEqual([
      ['A', [[3]]],
      [
        'per user',
        [
          ['bob', 2],
          ['ada', 1],
        ],
      ],
      ['C', [[2]]],
    ]);
  });

  it('has the other queries answered where one cannot be read, permitted or planned', async () => {
    const queries = [
      { refId: 'A', metrics: ['costs'] },
      { refId: 'B', metrics: ['provider_cost'] },
      { refId: 'C', metrics: ['cost'], granularity: 'minute' },
      { refId: 'D', metrics: ['cost'] },
    ];
    const results = await askLedger(RECORDS, { ...YEAR, queries }, { scope: memberScope('ada') });
    expect(Object.values(results).map(({ status, errorSource }) => [status, errorSource])).toEqual([
      [400, 'downstream'],
      [403, 'downstream'],
      [400, 'downstream'],
      [200, undefined],
    ]);
    expect(rowsOf(results.D!)).toEqual([[1]]);
  });

  it('that cannot be read fails as a whole', async () => {
    await expect(askLedger(RECORDS, { queries: [] })).rejects.toBeInstanceOf(LedgerError);
  });

  it('gives each query its own time', async () => {
    const queries = [
      { refId: 'A', metrics: ['requests'] },
      { refId: 'B', metrics: ['requests'], to: YEAR.from },
      { refId: 'C', metrics: ['requests'], range: 'today' },
      { refId: 'D', metrics: ['requests'], range: 'all' },
    ].map((query) => ({ from: 0, ...query }));
    const earlier = booked({ timestamp: 1_000 });
    const results = await askLedger([...RECORDS, earlier], { to: YEAR.to, queries }, { now: NOW + 1 });
    expect(Object.values(results).map((result) => rowsOf(result)[0]![0])).toEqual([3, 1, 2, 3]);
  });

  it.each(['__proto__', 'constructor', 'a b', '1'])('may call a query %s', async (refId) => {
    const results = await askLedger(RECORDS, { ...YEAR, queries: [{ refId, metrics: ['requests'] }] });
    const answer: unknown = JSON.parse(JSON.stringify({ results }));
    expect(Object.keys((answer as { results: object }).results)).toEqual([refId]);
  });
});

describe('a fault of the collector itself', () => {
  it('is reported to its keeper, and without details to the one asking', async () => {
    const store = new SqliteStore(':memory:');
    await store.close();
    const faults: unknown[] = [];
    const reportFault = (error: unknown) => faults.push(error);
    const context = { store, scope: fullScope(), timezone: 'UTC', now: NOW, ledger: 'live' as const, reportFault };
    const { results } = await answerRequest({ ...YEAR, queries: [{ refId: 'A', metrics: ['cost'] }] }, context);
    expect(results).toEqual({
      A: {
        status: 500,
        error: 'The collector failed at this query; its log has the details.',
        errorSource: 'plugin',
      },
    });
    expect(faults).toEqual([expect.objectContaining({ message: 'The database connection is not open' })]);
  });
});

describe('a request that is given up', () => {
  it('has no further query read, and is no fault', async () => {
    const store = new SqliteStore(':memory:');
    const gone = new AbortController();
    const faults: unknown[] = [];
    let reads = 0;
    store.aggregate = async (_scope, _request, { signal } = {}) => {
      reads += 1;
      gone.abort();
      throw signal?.reason;
    };
    const queries = [
      { refId: 'A', metrics: ['cost'] },
      { refId: 'B', metrics: ['cost'] },
    ];
    const context = { store, scope: fullScope(), timezone: 'UTC', now: NOW, ledger: 'live' as const };
    const { results } = await answerRequest(
      { ...YEAR, queries },
      { ...context, signal: gone.signal, reportFault: (error) => faults.push(error) }
    );
    await store.close();
    expect(Object.values(results).map(({ status }) => status)).toEqual([499, 499]);
    expect([reads, faults]).toEqual([1, []]);
  });
});
