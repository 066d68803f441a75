import { parse } from 'csv-parse/sync';
import { alertScope, fullScope, memberScope, type Scope } from '../../access/scope';
import { booked, NOON, priced, usd } from '../../store/conformance/bookings';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { type ReadOptions, type LogRequest } from '../../store/store';
import { answerLog } from '../log';
import { openExport } from './open-export';

const DAY = 86_400_000;
const TEAM: Scope = { ...memberScope('ada'), rows: [{ team: ['search'] }], mayExport: true };
let store: SqliteStore;
beforeEach(() => {
  store = new SqliteStore(':memory:');
});
afterEach(() => store.close());

const context = (scope: Scope) =>
  ({ store, scope, now: NOON, timezone: 'UTC', ledger: 'live', reportFault: fail }) as const;

function fail(error: unknown): void {
  throw error;
}

async function file(params: string, scope: Scope = fullScope()): Promise<string> {
  const { text } = await openExport(new URLSearchParams(params), context(scope));
  let whole = '';
  for await (const part of text) {
    whole += part;
  }
  return whole;
}

const csv = async (params: string, scope?: Scope) =>
  parse<Record<string, string>>(await file(params, scope), { columns: true, record_delimiter: '\r\n' });
const json = async (params: string, scope?: Scope) =>
  JSON.parse(await file(`format=json&${params}`, scope)) as Record<string, Array<Record<string, unknown>>>;
const ndjson = async (params: string, scope?: Scope) =>
  (await file(`format=ndjson&${params}`, scope))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('exported rows', () => {
  const call = () =>
    booked(
      { id: '1', user: '=cmd()', team: 'search', tags: { a: 'b' }, metadata: { t: 1 }, error: 'a,"b"\nc' },
      { ...priced('0.135'), markup_amount: usd('-0.01') }
    );

  it('are the log’s own records in JSON and NDJSON', async () => {
    await store.append([call(), booked({ id: '2', timestamp: NOON - 1 })]);
    const { records } = await answerLog(new URLSearchParams(), context(fullScope()));
    expect(await json('')).toEqual({ records, next_cursor: null });
    expect(await ndjson('')).toEqual(records);
  });

  it('are one line each in CSV, safe to open in a spreadsheet', async () => {
    await store.append([call(), booked({ id: '2', timestamp: NOON - 1 })]);
    const [row, bare] = await csv('');
    expect(row).toMatchObject({
      timestamp: '2026-01-15T12:00:00.000Z',
      id: '1',
      user: "'=cmd()",
      error: 'a,"b"\nc',
      tags: '{"a":"b"}',
      metadata: '{"t":1}',
      cost: '0.135',
      markup_amount: '-0.01',
      success: 'true',
    });
    expect(bare).toMatchObject({ id: '2', user: '', cost: '', cost_source: 'unpriced' });
    expect(Object.keys(bare!)).toEqual(Object.keys(row!));
  });

  it('have a column for every field that a record’s JSON has', async () => {
    const text = 'x';
    const whole = {
      ...Object.fromEntries(
        'user team organization project api_key environment task configuration session provider response_model region operation endpoint service_tier unit error error_type attempt_of trace_id span_id reservation'
          .split(' ')
          .map((name) => [name, text])
      ),
      ...Object.fromEntries(
        'input_tokens output_tokens cache_read_tokens cache_write_tokens cache_write_1h_tokens input_audio_tokens input_image_tokens reasoning_tokens output_audio_tokens output_image_tokens units latency_ms time_to_first_token_ms rating'
          .split(' ')
          .map((name) => [name, 1])
      ),
      ...{ stream: true, cache_hit: true, saved_cost: '1', provider_cost: '1', tags: { a: 'b' }, metadata: { a: 1 } },
      ...{ flags: ['clock_ahead'], defaulted: ['id'], attributed: { team: 'rule:1' } },
    };
    await store.append([
      booked(whole, { ...call().rating, computed_cost: usd('1'), price_version: 'p', rule_version: 'r' }),
    ]);
    const [record] = (await json('')).records!;
    const [row] = await csv('');
    expect(Object.keys(record!).filter((field) => !row![field])).toEqual([]);
    expect(Object.keys(row!).sort()).toEqual(Object.keys(record!).sort());
  });

  it('take the parameters of the log', async () => {
    await store.append([
      booked({ id: 'a', team: 'search', latency_ms: 5 }, priced('0.1')),
      booked({ id: 'b', team: 'ads', latency_ms: 50 }, priced('0.2')),
      booked({ id: 'c', team: 'search', timestamp: NOON - 3 * DAY }, priced('0.3')),
    ]);
    const idsOf = async (params: string) => (await ndjson(params)).map(({ id }) => id);
    expect(await idsOf('team=search')).toEqual(['a', 'c']);
    expect(await idsOf('min_cost=0.2')).toEqual(['b', 'c']);
    expect(await idsOf('min_latency_ms=6')).toEqual(['b']);
    expect(await idsOf(`from=${NOON - DAY}&limit=1`)).toEqual(['b']);
    expect(await idsOf('range=today')).toEqual([]);
  });

  it.each([1, 999, 1_000, 1_001])('of a limit of %d end with the cursor of what follows', async (limit) => {
    await store.append(
      Array.from({ length: 1_001 }, (_, index) => booked({ id: String(index), timestamp: NOON - index }))
    );
    const first = await json(`limit=${limit}`);
    expect(first.records).toHaveLength(limit);
    const cursor = first.next_cursor as unknown as string | null;
    expect(cursor === null).toBe(limit === 1_001);
    const rest = cursor === null ? [] : (await json(`cursor=${cursor}`)).records!;
    expect([...first.records!, ...rest].map(({ id }) => id)).toEqual(
      Array.from({ length: 1_001 }, (_, index) => String(index))
    );
  });

  it('that are resumable go on after any row, without gap or repeat', async () => {
    await store.append(
      Array.from({ length: 2_500 }, (_, index) =>
        booked({ id: String(index), timestamp: NOON - Math.floor(index / 7) })
      )
    );
    const whole = await csv('resumable=true');
    expect(whole).toHaveLength(2_500);
    for (const broken of [1, 3, 1_000, 1_234, 2_499, 2_500]) {
      const rest = await csv(`resumable=true&cursor=${whole[broken - 1]!.cursor}`);
      expect([...whole.slice(0, broken), ...rest]).toEqual(whole);
    }
    const lines = await ndjson('resumable=true&limit=3');
    expect(lines.map(({ cursor }) => cursor)).toEqual(whole.slice(0, 3).map(({ cursor }) => cursor));
  });

  it('of nothing are a file all the same', async () => {
    expect((await file('')).split('\r\n')).toEqual([expect.stringMatching(/^timestamp,/), '']);
    expect(await json('')).toEqual({ records: [], next_cursor: null });
    expect(await file('format=ndjson')).toBe('');
  });

  it('are read a page at a time, and no further than they are taken', async () => {
    await store.append(Array.from({ length: 5_000 }, (_, index) => booked({ id: String(index) })));
    const limits: number[] = [];
    const log = store.log.bind(store);
    store.log = (scope: Scope, request: LogRequest, options?: ReadOptions) => {
      limits.push(request.limit);
      return log(scope, request, options);
    };
    const { text } = await openExport(new URLSearchParams('format=ndjson'), context(fullScope()));
    await text.next();
    await text.next();
    await text.return(undefined);
    expect(limits).toEqual([1_000, 1_000]);
  });
});

describe('an exported aggregate', () => {
  beforeEach(() =>
    store.append([
      booked({ id: '1', team: 'search', model: 'a', timestamp: NOON - 1 }, priced('0.1')),
      booked({ id: '2', team: 'search', model: 'b', timestamp: NOON - DAY }, priced('0.2')),
      booked({ id: '3', team: 'ads', model: 'a', timestamp: NOON - DAY }, priced('0.4')),
    ])
  );

  it('has a row per group', async () => {
    expect(await file('metrics=cost,requests&groupBy=team&range=30d')).toBe(
      'team,cost,requests\r\nads,0.4,1\r\nsearch,0.3,2\r\n'
    );
    expect((await json('metrics=cost&metrics=requests&groupBy=team&groupBy=model&range=30d')).rows).toEqual([
      { team: 'ads', model: 'a', cost: 0.4, requests: 1 },
      { team: 'search', model: 'b', cost: 0.2, requests: 1 },
      { team: 'search', model: 'a', cost: 0.1, requests: 1 },
    ]);
  });

  it('over time is in long form: time, dimensions, metrics', async () => {
    const params = 'metrics=requests,cost&groupBy=team&granularity=day&range=7d&team=search';
    const rows = await csv(params);
    expect(rows).toHaveLength(7);
    expect(Object.keys(rows[0]!)).toEqual(['time', 'team', 'requests', 'cost']);
    expect(rows.slice(-2)).toEqual([
      { time: '2026-01-14T00:00:00.000Z', team: 'search', requests: '1', cost: '0.2' },
      { time: '2026-01-15T00:00:00.000Z', team: 'search', requests: '1', cost: '0.1' },
    ]);
    expect(await ndjson(params)).toHaveLength(7);
  });

  it('has times as the clocks of its zone show them, so that a spreadsheet books the right month', async () => {
    const params = 'metrics=requests&granularity=month&from=2025-11-01T00:00%2B01:00&to=2026-01-01T00:00%2B01:00';
    const times = ['2025-11-01T00:00:00+01:00', '2025-12-01T00:00:00+01:00'];
    const timesOf = (rows: ReadonlyArray<Record<string, unknown>>) => rows.map(({ time }) => time);
    const berlin = `${params}&timezone=Europe/Berlin`;
    expect(timesOf(await csv(berlin))).toEqual(times);
    expect(timesOf(await ndjson(berlin))).toEqual(times);
    expect(timesOf((await json(berlin)).rows!)).toEqual(times);
    expect(timesOf(await csv(`${params}&timezone=UTC`))).toEqual([
      '2025-10-01T00:00:00.000Z',
      '2025-11-01T00:00:00.000Z',
      '2025-12-01T00:00:00.000Z',
    ]);
  });

  it.each([
    ['repeats an hour', '2025-10-26T02:00%2B02:00', ['02:00:00+02:00', '02:00:00+01:00', '03:00:00+01:00']],
    ['leaves one out', '2025-03-30T01:00%2B01:00', ['01:00:00+01:00', '03:00:00+02:00', '04:00:00+02:00']],
  ])('has times with their offset, whose DST %s', async (_, from, times) => {
    const to = new Date(Date.parse(decodeURIComponent(from)) + 3 * 3_600_000).toISOString();
    const params = `metrics=requests&granularity=hour&from=${from}&to=${to}&timezone=Europe/Berlin`;
    expect((await csv(params)).map(({ time }) => time!.slice(11))).toEqual(times);
  });

  it('tells when something was first and last used as it tells any time, and nothing of what was not used', async () => {
    await store.append([booked({ team: 'old', timestamp: NOON - 300 * DAY })]);
    const params = 'metrics=last_used,first_used&groupBy=team&range=30d&unused=true&timezone=Europe/Berlin';
    const rows = await json(params);
    const dayBefore = '2026-01-14T13:00:00.000+01:00';
    expect(rows.rows).toEqual([
      { team: 'search', last_used: '2026-01-15T12:59:59.999+01:00', first_used: dayBefore },
      { team: 'ads', last_used: dayBefore, first_used: dayBefore },
      { team: 'old', last_used: null, first_used: null },
    ]);
    expect(await ndjson(params)).toEqual(rows.rows);
    expect((await csv(params)).at(-1)).toEqual({ team: 'old', last_used: '', first_used: '' });
    expect((await csv(params.replace('Europe/Berlin', 'UTC')))[0]!.last_used).toBe('2026-01-15T11:59:59.999Z');
  });

  it('can be a whole query, and filters of the URL add to its own', async () => {
    const query = {
      metrics: ['requests'],
      range: '30d',
      groupBy: null,
      filters: [{ dimension: 'team', operator: '=~', values: ['s.*'] }],
    };
    const asked = `query=${encodeURIComponent(JSON.stringify(query))}`;
    expect(await csv(asked)).toEqual([{ requests: '2' }]);
    expect(await csv(`${asked}&model=a`)).toEqual([{ requests: '1' }]);
  });

  it('is whole or not at all', async () => {
    await store.append(
      Array.from({ length: 10_001 }, (_, index) => booked({ user: `u${index}`, timestamp: NOON - 1 }))
    );
    const params = 'metrics=requests&groupBy=user&range=30d';
    await expect(file(params)).rejects.toThrow('groups, more than one answer holds');
    expect(await csv(`${params}&limit=5`)).toHaveLength(5);
    expect(await csv(`${params}&limit=5&other=true`)).toHaveLength(6);
  });

  it.each([
    ['metrics=size&range=30d', 'metrics[0] has no metric size'],
    ['metrics=cost', 'from must be'],
    ['metrics=cost&range=30d&other=yes', 'other must be true or false'],
    ['metrics=cost&range=30d&limit=many', 'limit must be a whole number'],
    ['query=cost', 'query must be a query as JSON'],
    ['query=[]', 'query must be a query as JSON'],
    ['query={"queryType":"audit"}', 'queryType must be usage'],
    ['metrics=cost&range=30d&cursor=x', 'There is no parameter cursor'],
  ])('%s is refused', async (params, message) => {
    await expect(file(params)).rejects.toThrow(message);
  });
});

describe('who may export', () => {
  beforeEach(() =>
    store.append([
      booked({ id: '1', team: 'search', user: 'ada' }, priced('0.1')),
      booked({ id: '2', team: 'ads', user: 'bob' }, priced('0.2')),
    ])
  );

  it.each([
    ['members', memberScope('ada')],
    ['alert rules', alertScope()],
  ])('%s may not, and are told who may grant it', async (_, scope) => {
    for (const params of ['', 'metrics=cost&range=all']) {
      await expect(file(params, scope)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
      await expect(file(params, scope)).rejects.toThrow('can grant it');
    }
  });

  it('what is exported is what the scope sees', async () => {
    const [row, ...others] = await csv('', TEAM);
    expect([row!.id, others]).toEqual(['1', []]);
    expect(
      Object.keys(row!).filter((name) => /provider_cost|markup|fee|saved|computed|components|version/.test(name))
    ).toEqual([]);
    expect(await csv('metrics=requests&from=0&to=2000000000000', TEAM)).toEqual([{ requests: '1' }]);
    await expect(file('metrics=margin&range=30d', TEAM)).rejects.toMatchObject({ code: 'forbidden' });
    const hidden: Scope = { ...TEAM, hiddenDimensions: ['api_key'] };
    expect(Object.keys((await csv('', hidden))[0]!)).not.toContain('api_key');
  });

  it('those who may not see who made a call export sums only', async () => {
    const scope: Scope = { ...TEAM, hiddenDimensions: ['user'] };
    await expect(file('', scope)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await csv('metrics=requests&from=0&to=2000000000000', scope)).toEqual([{ requests: '1' }]);
  });
});

test.each([
  ['format=xlsx', 'format must be one of csv, json, ndjson'],
  ['order=cost', 'order must be time'],
  ['limit=0', 'limit must be a whole number'],
  ['resumable=yes', 'resumable must be true or false'],
  ['colour=red', 'There is no parameter colour'],
  ['cursor=x', 'cursor must be the next_cursor'],
])('%s is refused', async (params, message) => {
  await expect(file(params)).rejects.toThrow(message);
});

test.each([
  ['', 'requests-until-2026-01-15.csv', 'text/csv; charset=utf-8'],
  ['range=7d&format=ndjson', 'requests-2026-01-09-to-2026-01-15.ndjson', 'application/x-ndjson; charset=utf-8'],
  ['range=previous_month&timezone=Asia/Tokyo', 'requests-2025-12-01-to-2025-12-31.csv', 'text/csv; charset=utf-8'],
  ['metrics=cost&range=7d', 'cost-2026-01-09-to-2026-01-15.csv', 'text/csv; charset=utf-8'],
  [
    'metrics=cost,users&groupBy=team&granularity=day&range=7d&format=json',
    'cost-and-1-more-by-team-per-day-2026-01-09-to-2026-01-15.json',
    'application/json; charset=utf-8',
  ],
])('the file of %j is called tokenledger-%s', async (params, name, contentType) => {
  expect(await openExport(new URLSearchParams(params), context(fullScope()))).toMatchObject({
    name: `tokenledger-${name}`,
    contentType,
  });
});
