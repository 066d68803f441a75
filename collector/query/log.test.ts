import { fullScope, memberScope, type Scope } from '../access/scope';
import { booked, NOON, priced } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { answerLog, type LogPage } from './log';

const DAY = 86_400_000;
let store: SqliteStore;
beforeEach(() => {
  store = new SqliteStore(':memory:');
});
afterEach(() => store.close());

function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function ask(params: string, scope: Scope = fullScope()): Promise<LogPage> {
  return answerLog(new URLSearchParams(params), { store, scope, now: NOON, timezone: 'UTC' });
}

async function idsOf(params: string, scope?: Scope): Promise<unknown[]> {
  return (await ask(params, scope)).records.map(({ id }) => id);
}

describe('the log', () => {
  it('gives fifty records unless asked for more, newest first', async () => {
    await store.append(
      Array.from({ length: 60 }, (_, index) => booked({ id: String(index), timestamp: NOON - index }))
    );
    const ids = await idsOf('');
    expect(ids).toHaveLength(50);
    expect(ids.slice(0, 3)).toEqual(['0', '1', '2']);
    expect(await idsOf('limit=1000')).toHaveLength(60);
    expect(await idsOf('limit=1&order=time')).toEqual(['0']);
  });

  it('is half open between from and to, epoch ms or RFC 3339', async () => {
    await store.append([NOON - 1, NOON, NOON + 1].map((timestamp, index) => booked({ id: String(index), timestamp })));
    expect(await idsOf(`from=${NOON}&to=${NOON + 1}`)).toEqual(['1']);
    expect(await idsOf('from=2026-01-15T12:00:00Z&to=2026-01-15T17:45:00.001%2B05:45')).toEqual(['1']);
    expect(await idsOf(`from=${NOON}`)).toEqual(['2', '1']);
    expect(await idsOf(`to=${NOON}`)).toEqual(['0']);
  });

  it('shows records that are dated ahead of the clock', async () => {
    await store.append([booked({ id: 'ahead', timestamp: NOON + 7 * DAY })]);
    expect(await idsOf('')).toEqual(['ahead']);
  });

  it('takes any of a dimension’s values, and all dimensions together', async () => {
    await store.append([
      booked({ id: '1', team: 'search', status_code: 200 }),
      booked({ id: '2', team: 'ads', status_code: 500 }),
      booked({ id: '3', status_code: 503 }),
      booked({ id: '4', team: 'labs', status_code: 500 }),
    ]);
    expect(await idsOf('team=search&team=(none)')).toEqual(['3', '1']);
    expect(await idsOf('team=ads&team=(none)&status_class=5xx')).toEqual(['3', '2']);
    expect(await idsOf('status_code=500&team=labs')).toEqual(['4']);
  });

  it('takes @me for the person asking', async () => {
    await store.append([booked({ id: '1', user: 'ada' }), booked({ id: '2', user: 'bob' })]);
    expect(await idsOf('user=@me', fullScope('bob'))).toEqual(['2']);
  });

  it('shows a member their own calls only', async () => {
    await store.append([booked({ id: '1', user: 'ada' }), booked({ id: '2', user: 'bob' }), booked({ id: '3' })]);
    expect(await idsOf('', memberScope('ada'))).toEqual(['1']);
    expect(await idsOf('user=bob', memberScope('ada'))).toEqual([]);
  });
});

describe('orders and thresholds of the log', () => {
  const calls = () => [
    booked({ id: 'cheap', latency_ms: 30, input_tokens: 5 }, priced('0.1')),
    booked({ id: 'dear', latency_ms: 10, timestamp: NOON - DAY }, priced('0.3')),
    booked({ id: 'unpriced', timestamp: NOON - 2, output_tokens: 9 }),
    booked({ id: 'middle', latency_ms: 20, timestamp: NOON - 3, input_tokens: 2, output_tokens: 2 }, priced('0.2')),
  ];

  it.each([
    ['order=cost', ['dear', 'middle', 'cheap', 'unpriced']],
    ['order=latency_ms', ['cheap', 'middle', 'dear', 'unpriced']],
    ['order=total_tokens', ['unpriced', 'cheap', 'middle', 'dear']],
    ['min_cost=0.2', ['middle', 'dear']],
    ['min_cost=0.200000000001', ['dear']],
    ['min_latency_ms=20', ['cheap', 'middle']],
    ['min_latency_ms=20&min_cost=0.15&order=cost', ['middle']],
  ])('%s gives %j', async (params, ids) => {
    await store.append(calls());
    expect(await idsOf(params)).toEqual(ids);
  });

  it.each(['cost', 'latency_ms', 'total_tokens'])('pages in the order of %s follow one another', async (order) => {
    const twelve = [1, 2, 3].flatMap((round) =>
      calls().map(({ record, rating }) => booked({ ...record, id: `${record.id}-${round}` }, rating))
    );
    await store.append(twelve);
    const whole = await idsOf(`order=${order}`);
    expect(whole).toHaveLength(12);
    const read: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null && read.length <= 12;) {
      const page: LogPage = await ask(`order=${order}&limit=5${cursor && `&cursor=${cursor}`}`);
      read.push(...page.records.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(read).toEqual(whole);
  });

  it('takes filters of every operator as JSON, beside those by dimension', async () => {
    await store.append([
      booked({ id: '1', team: 'search', tags: { 'a/b': 'x' } }),
      booked({ id: '2', team: 'ads', tags: { 'a/b': 'y' } }),
      booked({ id: '3', team: 'search', tags: { 'a/b': 'y' } }),
    ]);
    const filters = (list: unknown) => `filters=${encodeURIComponent(JSON.stringify(list))}`;
    expect(await idsOf(filters([{ dimension: 'team', operator: '!=', values: ['ads'] }]))).toEqual(['3', '1']);
    expect(await idsOf(`tag.a%2Fb=y&${filters([{ dimension: 'team', operator: '=~', values: ['s.*'] }])}`)).toEqual([
      '3',
    ]);
  });

  it('takes ranges by name, in a zone', async () => {
    await store.append([booked({ id: 'today', timestamp: NOON - 1 }), booked({ id: 'before', timestamp: NOON - DAY })]);
    expect(await idsOf('range=today')).toEqual(['today']);
    expect(await idsOf('range=yesterday&timezone=Asia/Kolkata')).toEqual(['before']);
  });
});

describe('pages of the log', () => {
  it.each([1, 3, 10])(
    'of %d follow one another without gap or repeat, though records arrive meanwhile',
    async (limit) => {
      const records = Array.from({ length: 20 }, (_, index) =>
        booked({ id: String(index), timestamp: NOON - (index % 3) })
      );
      await store.append(records);
      const whole = await idsOf('limit=1000');
      const read: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null && read.length <= whole.length;) {
        const page: LogPage = await ask(`limit=${limit}${cursor && `&cursor=${cursor}`}`);
        read.push(...page.records.map(({ id }) => id));
        cursor = page.next_cursor;
        await store.append([booked({ timestamp: NOON + 1 })]);
      }
      expect(read).toEqual(whole);
    }
  );

  it('end with a cursor of null, also where the last one is full', async () => {
    await store.append([booked({ id: '1' }), booked({ id: '2' })]);
    expect((await ask('limit=2')).next_cursor).toBeNull();
    expect((await ask('limit=3')).next_cursor).toBeNull();
    expect((await ask('user=nobody')).next_cursor).toBeNull();
    const cursor = (await ask('limit=1')).next_cursor!;
    expect(await ask(`limit=1&cursor=${cursor}`)).toMatchObject({ records: [{ id: '1' }], next_cursor: null });
  });

  it('keep within the scope of the one who asks for the next', async () => {
    await store.append([
      booked({ id: '1', user: 'ada' }),
      booked({ id: '2', user: 'bob' }),
      booked({ id: '3', user: 'ada' }),
    ]);
    const cursor = (await ask('limit=1')).next_cursor!;
    expect(await idsOf(`cursor=${cursor}`, memberScope('ada'))).toEqual(['1']);
  });
});

describe('a log that is asked for wrongly', () => {
  it.each([
    ['foo=1', 'foo', 'There is no parameter foo; there are from, to, range, timezone, filters, order,'],
    ['Team=a', 'Team', 'There is no parameter Team'],
    ['limit=0', 'limit', 'limit must be a whole number from 1 to 1000'],
    ['limit=1001', 'limit', 'limit must be a whole number from 1 to 1000'],
    ['limit=ten', 'limit', 'limit must be a whole number from 1 to 1000'],
    ['limit=', 'limit', 'limit must be a whole number from 1 to 1000'],
    ['order=size', 'order', 'order must be one of time, cost, latency_ms, total_tokens'],
    ['range=31d', 'range', 'range must be one of 1h, 24h'],
    ['timezone=Mars', 'timezone', 'timezone must be ledger'],
    ['from=2&to=1', 'from', 'from must not lie after to'],
    ['filters=nothing', 'filters', 'filters must be JSON: a list such as'],
    ['filters={}', 'filters', 'filters must be JSON: a list such as'],
    ['filters=[{"dimension":"size","operator":"=","values":[]}]', 'filters[0].dimension', 'has no dimension size'],
    ['user=@me', 'filters', 'nobody is signed in'],
    ['min_cost=cheap', 'min_cost', 'min_cost must be an amount in USD from 0'],
    ['min_cost=-1', 'min_cost', 'min_cost must be an amount in USD from 0'],
    ['min_latency_ms=slow', 'min_latency_ms', 'min_latency_ms must be a number of ms from 0'],
    ['from=yesterday', 'from', 'from must be epoch ms or an RFC 3339 text'],
    ['to=', 'to', 'to must be epoch ms or an RFC 3339 text'],
    ['cursor=abc', 'cursor', 'cursor must be the next_cursor of an earlier page'],
    ['cursor=', 'cursor', 'cursor must be the next_cursor of an earlier page'],
    [`cursor=${cursorOf({ order: 'time', timestamp: -1, sequence: 1 })}`, 'cursor', 'cursor must be the next_cursor'],
    [
      `cursor=${cursorOf({ order: 'time', timestamp: 1, sequence: 1, x: 1 })}`,
      'cursor',
      'cursor must be the next_cursor',
    ],
    [`order=cost&cursor=${cursorOf({ order: 'cost', timestamp: 1, sequence: 1 })}`, 'cursor', 'cursor must be the'],
    [
      `order=cost&cursor=${cursorOf({ order: 'time', timestamp: 1, sequence: 1 })}`,
      'cursor',
      'cursor is of a log in the order time: ask for order=time',
    ],
  ])('by %s names the field %s and helps', async (params, field, message) => {
    await expect(ask(params)).rejects.toMatchObject({ code: 'invalid_query', status: 400, field });
    await expect(ask(params)).rejects.toThrow(message);
  });
});

describe('a record of the log', () => {
  it('has times as RFC 3339 and tells whether it succeeded', async () => {
    await store.append([booked({ id: '1', status_code: 404, error_type: 'http_404' }, priced('0.1'))]);
    expect((await ask('')).records[0]).toMatchObject({
      id: '1',
      timestamp: '2026-01-15T12:00:00.000Z',
      received_at: '2026-01-15T12:00:00.000Z',
      status_code: 404,
      success: false,
    });
  });
});
