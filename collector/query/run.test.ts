import { booked, priced } from '../store/conformance/bookings';
import { type BookedRecord } from '../store/store';
import { askOne, labelsOf, noticesOf, rowsOf } from './test/ask-ledger';

const calls = (team: string, count: number): BookedRecord[] => Array.from({ length: count }, () => booked({ team }));

describe('groups', () => {
  it('come largest first by the first metric, then by name in code points', async () => {
    const records = ['b', 'a', '\uffff', '🙂', 'A', 'ab', 'a\u0000'].flatMap((team) => calls(team, 1));
    const rows = rowsOf(
      await askOne([...records, ...calls('z', 2)], { metrics: ['requests', 'errors'], groupBy: ['team'] })
    );
    expect(rows.map(([team]) => team)).toEqual(['z', 'A', 'a', 'a\u0000', 'ab', 'b', '\uffff', '🙂']);
  });

  it('of several dimensions come by the name of the first, then of the next', async () => {
    const pairs = [
      ['a\u0000', 'b'],
      ['a', 'z'],
      ['b', 'a'],
      ['a', 'b'],
    ];
    const records = pairs.map(([team, user]) => booked({ team, user }));
    const rows = rowsOf(await askOne(records, { metrics: ['requests'], groupBy: ['team', 'user'] }));
    expect(rows.map(([team, user]) => [team, user])).toEqual([
      ['a', 'b'],
      ['a', 'z'],
      ['a\u0000', 'b'],
      ['b', 'a'],
    ]);
  });

  it('of unknown cost come last, behind those that cost nothing or less', async () => {
    const free = priced('0');
    const discount = { ...free, provider_cost: 5n };
    const records = [
      booked({ team: 'a' }),
      booked({ team: 'b' }, free),
      booked({ team: 'c' }, discount),
      booked({ team: 'd' }, priced('1')),
    ];
    const rows = rowsOf(await askOne(records, { metrics: ['margin'], groupBy: ['team'] }));
    expect(rows).toEqual([
      ['b', 0],
      ['d', 0],
      ['c', -5e-12],
      ['a', null],
    ]);
  });

  it('whose names run together when joined stay apart', async () => {
    const pairs = [
      ['a\u0000', 'b'],
      ['a', '\u0000b'],
      ['\u0000other', 'x'],
    ];
    const records = pairs.flatMap(([team, user], index) =>
      Array.from({ length: index + 1 }, () => booked({ team, user }))
    );
    const query = { metrics: ['requests'], groupBy: ['team', 'user'], granularity: 'month', to: Date.UTC(2026, 1) };
    const { frames } = await askOne(records, query);
    expect(labelsOf(frames).map((labels) => [labels?.team, labels?.user])).toEqual(pairs.toReversed());
    expect(frames?.map(({ data }) => data.values[1])).toEqual([[3], [2], [1]]);
  });
});

describe('a limit', () => {
  const records = [...calls('a', 5), ...calls('b', 3), ...calls('c', 1), ...calls('d', 1)];

  it('keeps the top groups by the first metric', async () => {
    const rows = rowsOf(await askOne(records, { metrics: ['requests'], groupBy: ['team'], limit: 2 }));
    expect(rows).toEqual([
      ['a', 5],
      ['b', 3],
    ]);
  });

  it('with other makes the rest one row, the last', async () => {
    const query = { metrics: ['requests'], groupBy: ['team', 'status_class'], limit: 1, other: true };
    expect(rowsOf(await askOne(records, query))).toEqual([
      ['a', '2xx', 5],
      ['(other)', '(other)', 5],
    ]);
  });

  it('that all groups fit into leaves no rest', async () => {
    const rows = rowsOf(await askOne(records, { metrics: ['requests'], groupBy: ['team'], limit: 4, other: true }));
    expect(rows.map(([team]) => team)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('ranks series by their totals and folds the rest in every bucket', async () => {
    const day = (team: string, date: number, count: number) =>
      Array.from({ length: count }, () => booked({ team, timestamp: Date.UTC(2026, 0, date) }));
    const ledger = [...day('a', 1, 3), ...day('b', 2, 4), ...day('c', 1, 1), ...day('d', 2, 1), ...day('d', 3, 1)];
    const query = {
      metrics: ['requests'],
      groupBy: ['team'],
      granularity: 'day',
      to: Date.UTC(2026, 0, 4),
      limit: 2,
      other: true,
    };
    const { frames } = await askOne(ledger, query);
    expect(labelsOf(frames)).toEqual([{ team: 'b' }, { team: 'a' }, { team: '(other)' }]);
    expect(frames?.map(({ data }) => data.values[1])).toEqual([
      [0, 4, 0],
      [3, 0, 0],
      [1, 1, 1],
    ]);
  });

  it('is kept however many metrics are asked for', async () => {
    const ledger = Array.from({ length: 600 }, (_, index) => booked({ user: `user-${index}` }));
    const metrics = ['requests', 'errors', 'cost', 'credits'];
    const query = { metrics, groupBy: ['user'], granularity: 'month', to: Date.UTC(2026, 1), limit: 500 };
    const result = await askOne(ledger, query);
    expect(result.frames?.length).toBe(500 * metrics.length);
  });
});

describe('without a limit', () => {
  const ledger = Array.from({ length: 1_001 }, (_, index) =>
    booked({ user: `user-${String(index).padStart(4, '0')}` })
  );
  const series = { metrics: ['requests'], groupBy: ['user'], granularity: 'month', to: Date.UTC(2026, 1) };

  it('there are at most 1,000 series, and a notice tells of the others', async () => {
    const result = await askOne(ledger, series);
    expect(result.frames?.length).toBe(1_000);
    expect(noticesOf(result)).toContain('Only the first 1000 of 1001 groups are shown. Set a limit, or filter.');
    expect(labelsOf(result.frames).at(-1)).toEqual({ user: 'user-0999' });
  });

  it('series of several metrics are counted together', async () => {
    const result = await askOne(ledger, { ...series, metrics: ['requests', 'errors', 'credits'] });
    expect(result.frames?.length).toBe(999);
    expect(noticesOf(result)).toContain('Only the first 333 of 1001 groups are shown. Set a limit, or filter.');
  });

  it('a thousand rows of a table are no reason for a notice', async () => {
    const result = await askOne(ledger, { ...series, granularity: 'none' });
    expect(rowsOf(result).length).toBe(1_001);
    expect(noticesOf(result)).toEqual(['Time zone: UTC']);
  });

  it('there are at most 10,000 rows, and a notice tells of the others', async () => {
    const many = Array.from({ length: 10_002 }, (_, index) => booked({ user: `user-${index}` }));
    const result = await askOne(many, { metrics: ['requests'], groupBy: ['user'] });
    expect(rowsOf(result).length).toBe(10_000);
    expect(noticesOf(result)).toContain('Only the first 10000 of 10002 groups are shown. Set a limit, or filter.');
  });
});

describe('an answer too large to give', () => {
  it('is refused with its size and what to do', async () => {
    const ledger = Array.from({ length: 300 }, (_, index) => booked({ user: `user-${index}` }));
    const query = {
      metrics: ['requests'],
      groupBy: ['user'],
      granularity: 'hour',
      from: Date.UTC(2026, 0),
      to: Date.UTC(2027, 0),
    };
    expect(await askOne(ledger, query)).toEqual({
      status: 400,
      error: 'The answer would have 2628000 values, at most 2000000 are given: take a coarser granularity or a limit',
      errorSource: 'downstream',
    });
  });
});
