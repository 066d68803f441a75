import { type QueryResult } from '../../../contract/frame';
import { type UsageRecord } from '../../../contract/record';
import { alertScope, fullScope, memberScope, type Scope } from '../../access/scope';
import { booked, priced, usd } from '../../store/conformance/bookings';
import { type BookedRecord } from '../../store/store';
import { askOne, noticesOf, NOW } from '../test/ask-ledger';

const MONEY = {
  cost_source: 'reported',
  provider_cost: usd('0.1'),
  cost: usd('0.135'),
  markup: usd('0.25'),
  markup_amount: usd('0.025'),
  fixed_fee: usd('0.01'),
  credits: 1,
} as const;

/** A call that has everything. */
const WHOLE: UsageRecord = {
  id: '1',
  source: 'gateway',
  timestamp: NOW,
  model: 'large',
  user: 'ada',
  team: 'search',
  organization: 'acme',
  project: 'p',
  api_key: 'k',
  environment: 'prod',
  task: 't',
  configuration: 'c',
  provider: 'openai',
  response_model: 'large-2',
  operation: 'chat',
  endpoint: '/v1/chat',
  service_tier: 'flex',
  region: 'eu',
  status_code: 200,
  input_tokens: 100,
  output_tokens: 20,
  cache_read_tokens: 5,
  cache_write_tokens: 6,
  reasoning_tokens: 7,
  units: 2,
  unit: 'image',
  latency_ms: 1500.5,
  time_to_first_token_ms: 200,
  stream: true,
  cache_hit: false,
  rating: 4,
  attempt_of: '0',
  trace_id: 'trace',
  span_id: 'span',
  tags: { 'a/b': 'x' },
  metadata: { temperature: 0.5 },
};

function ask(
  records: readonly BookedRecord[],
  query: Record<string, unknown> = {},
  scope: Scope = fullScope()
): Promise<QueryResult> {
  return askOne(records, { queryType: 'requests', ...query }, { scope });
}

/** Rows as objects by column. */
function rows({ frames, error }: QueryResult): Array<Record<string, unknown>> {
  if (!frames) {
    throw new Error(error);
  }
  const { schema, data } = frames[0]!;
  return data.values[0]!.map((_, row) =>
    Object.fromEntries(schema.fields.map(({ name }, column) => [name, data.values[column]![row]]))
  );
}

const ids = (result: QueryResult) => rows(result).map(({ id }) => id);
const columns = ({ frames }: QueryResult) => frames![0]!.schema.fields.map(({ name }) => name);

describe('the request log as a table', () => {
  it('has a column for everything that is known of a call', async () => {
    const result = await ask([booked(WHOLE, MONEY)]);
    const { tags, metadata, ...fields } = WHOLE;
    const { timestamp, ...plain } = fields;
    expect(rows(result)).toEqual([
      {
        ...plain,
        time: timestamp,
        error: null,
        error_type: null,
        total_tokens: 120,
        cost: 0.135,
        provider_cost: 0.1,
        markup: 0.25,
        markup_amount: 0.025,
        fixed_fee: 0.01,
        cost_source: 'reported',
        credits: 1,
        tags: JSON.stringify(tags),
        metadata: JSON.stringify(metadata),
      },
    ]);
    expect(result.frames![0]!.schema.meta).toMatchObject({ type: 'table', typeVersion: [0, 1] });
  });

  it('has the same columns for a call of which little is known, and for none', async () => {
    const all = columns(await ask([booked(WHOLE, MONEY)]));
    const bare = await ask([booked({ id: '1', timestamp: NOW })]);
    expect(columns(bare)).toEqual(all);
    expect(columns(await ask([]))).toEqual(all);
    expect(rows(bare)[0]).toMatchObject({ user: 'system', team: null, cost: null, total_tokens: null, tags: null });
  });

  it('has units that Grafana formats', async () => {
    const fields = (await ask([])).frames![0]!.schema.fields;
    const unit = (name: string) => fields.find((field) => field.name === name)?.config?.unit;
    expect(['cost', 'latency_ms', 'input_tokens', 'markup'].map(unit)).toEqual([
      'currencyUSD',
      'ms',
      'short',
      'percentunit',
    ]);
  });

  it('holds fifty calls unless told otherwise, newest first, and says of how many', async () => {
    const calls = Array.from({ length: 60 }, (_, index) => booked({ id: String(index), timestamp: NOW - index }));
    const result = await ask(calls);
    expect(ids(result)).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
    expect(noticesOf(result)).toEqual(['Newest 50 of 60 requests', 'Time zone: UTC']);
    expect(noticesOf(await ask(calls, { limit: 60 }))).toEqual(['Time zone: UTC']);
    expect(ids(await ask(calls, { limit: 1 }))).toEqual(['0']);
  });

  it.each([
    [{ order: 'cost' }, ['dear', 'cheap', 'none']],
    [{ order: 'latency_ms' }, ['cheap', 'dear', 'none']],
    [{ order: 'total_tokens' }, ['none', 'cheap', 'dear']],
    [{ min_cost: '0.100000000001' }, ['dear']],
    [{ min_cost: 0.1 }, ['cheap', 'dear']],
    [{ min_cost: '' }, ['none', 'cheap', 'dear']],
    [{ min_latency_ms: 11 }, ['cheap']],
    [{ filters: [{ dimension: 'team', operator: '!=', values: ['search'] }] }, ['none', 'dear']],
    [{ range: 'yesterday' }, []],
  ])('%j gives %j', async (query, expected) => {
    const calls = [
      booked({ id: 'dear', timestamp: NOW - 2, latency_ms: 10 }, priced('0.2')),
      booked({ id: 'cheap', timestamp: NOW - 1, latency_ms: 20, input_tokens: 1, team: 'search' }, priced('0.1')),
      booked({ id: 'none', timestamp: NOW, output_tokens: 5 }),
    ];
    expect(ids(await ask(calls, query))).toEqual(expected);
  });

  it('says that there is more behind a threshold, without counting what is below it', async () => {
    const calls = [1, 2, 3].map((index) => booked({ id: String(index), timestamp: NOW, latency_ms: index }));
    expect(noticesOf(await ask(calls, { limit: 1, min_latency_ms: 2 }))).toContain(
      'Newest 1 requests; there are more.'
    );
    expect(noticesOf(await ask(calls, { limit: 1, order: 'latency_ms' }))).toContain('Slowest 1 of 3 requests');
  });

  it('names fields of other query types that it makes nothing of, and unknown ones', async () => {
    const result = await ask([], { metrics: ['cost'], groupBy: [], compare: 'day', colour: 'red', intervalMs: 1 });
    expect(noticesOf(result)).toEqual([
      'Unknown query fields were ignored: colour',
      'These fields mean nothing in a list and were ignored: metrics, compare',
      'Time zone: UTC',
    ]);
  });
});

describe('the request log as log lines', () => {
  const logs = (records: BookedRecord[], query = {}, scope?: Scope) =>
    ask(records, { format: 'logs', ...query }, scope);

  it('has the fields of Grafana’s contract for logs', async () => {
    const result = await logs([booked(WHOLE, MONEY)]);
    expect(result.frames![0]!.schema.meta).toMatchObject({
      type: 'log-lines',
      typeVersion: [0, 0],
      preferredVisualisationType: 'logs',
    });
    expect(result.frames![0]!.schema.fields.map(({ name, type }) => [name, type])).toEqual([
      ['timestamp', 'time'],
      ['body', 'string'],
      ['severity', 'string'],
      ['id', 'string'],
      ['labels', 'other'],
      ['trace_id', 'string'],
      ['span_id', 'string'],
    ]);
    expect(rows(result)).toEqual([
      {
        timestamp: NOW,
        body: 'large · ada · 120 tokens (100 in, 20 out) · 2 image · 0.135 USD · 1500.5 ms · 200',
        severity: 'info',
        id: 'gateway/1',
        labels: expect.objectContaining({
          team: 'search',
          status_code: '200',
          'tag.a/b': 'x',
          cost_source: 'reported',
        }),
        trace_id: 'trace',
        span_id: 'span',
      },
    ]);
  });

  it('has nothing where a link to a trace would lead nowhere', async () => {
    const [line] = rows(await logs([booked({ timestamp: NOW })]));
    expect(line).toMatchObject({ trace_id: null, span_id: null });
  });

  it.each([
    [{ status_code: 204 }, 'info', '204'],
    [{ status_code: 429, error_type: 'rate_limited' }, 'warning', '429 · rate_limited'],
    [{ status_code: 500, error: 'it\nbroke' }, 'error', '500 · it broke'],
    [{ status_code: 302 }, 'error', '302'],
  ])('%j is of severity %s', async (record, severity, end) => {
    const [row] = rows(await logs([booked({ timestamp: NOW, ...record })]));
    expect(row).toMatchObject({ severity, body: `acme-large · system · unpriced · ${end}` });
  });

  it('leaves nothing behind for one who goes on with the last line’s time as the end', async () => {
    const calls = Array.from({ length: 30 }, (_, index) =>
      booked({ id: String(index), timestamp: NOW - Math.floor(index / 7) })
    );
    const read: unknown[] = [];
    for (let to = NOW + 1; ;) {
      const page = rows(await logs(calls, { to, limit: 5 }));
      if (page.length === 0) {
        break;
      }
      read.push(...page.map(({ id }) => id));
      to = page.at(-1)!.timestamp as number;
    }
    expect(read).toHaveLength(30);
    expect(new Set(read).size).toBe(30);
    expect(noticesOf(await logs(calls, { limit: 5 }))).toContain('Newest 7 of 30 requests');
  });
});

describe('who sees what of the request log', () => {
  const calls = [
    booked({ ...WHOLE, id: 'own' }, MONEY),
    booked({ ...WHOLE, id: 'other', user: 'bob', timestamp: NOW - 1 }, MONEY),
    booked({ id: 'nobody', timestamp: NOW - 2 }),
    booked({ ...WHOLE, id: 'older', timestamp: NOW - 3 }, MONEY),
  ];
  const PROVIDER_SIDE = ['provider_cost', 'markup', 'markup_amount', 'fixed_fee'];

  it('a member sees own calls and what the customer pays, and no count of others', async () => {
    const result = await ask(calls, { limit: 1 }, memberScope('ada'));
    expect(ids(result)).toEqual(['own']);
    expect(noticesOf(result)).toContain('Newest 1 of 2 requests');
    expect(columns(result)).toContain('cost');
    expect(columns(result).filter((name) => PROVIDER_SIDE.includes(name))).toEqual([]);
    const lines = await ask(calls, { format: 'logs' }, memberScope('ada'));
    expect(ids(lines)).toEqual(['gateway/own', 'gateway/older']);
  });

  it('columns, labels and tags of hidden dimensions are left out, and cannot be filtered by', async () => {
    const scope: Scope = { ...memberScope('ada'), hiddenDimensions: ['api_key', 'team', 'tag.a/b'] };
    const table = await ask(calls, {}, scope);
    expect(columns(table)).not.toContain('api_key');
    expect(columns(table)).not.toContain('team');
    expect(rows(table)[0]!.tags).toBe('{}');
    const [line] = rows(await ask(calls, { format: 'logs' }, scope));
    expect(Object.keys(line!.labels as object).filter((key) => ['api_key', 'team', 'tag.a/b'].includes(key))).toEqual(
      []
    );
    const filters = [{ dimension: 'team', operator: '=', values: ['search'] }];
    expect(await ask(calls, { filters }, scope)).toMatchObject({ status: 403 });
  });

  it('log lines name nothing of a hidden dimension, and neither does their id', async () => {
    const hiddenDimensions = ['model', 'unit', 'source', 'error_type', 'status_code'] as const;
    const failed = booked({ ...WHOLE, status_code: 500, error_type: 'boom', error: 'broke' }, MONEY);
    const [line] = rows(await ask([failed], { format: 'logs' }, { ...memberScope('ada'), hiddenDimensions }));
    expect(line).toMatchObject({
      id: '1',
      body: 'ada · 120 tokens (100 in, 20 out) · 2 units · 0.135 USD · 1500.5 ms · broke',
    });
  });

  it('metadata whose names tell of amounts is for those who see all of the money', async () => {
    const metadata = { response_cost: 0.1, usage: [{ Price: 1, size: 2 }], fee: 1, feedback: 'good', temperature: 0.5 };
    const call = [booked({ ...WHOLE, metadata }, MONEY)];
    const seen = async (scope?: Scope) =>
      JSON.parse(rows(await ask(call, {}, scope))[0]!.metadata as string) as unknown;
    expect(await seen()).toEqual(metadata);
    expect(await seen(memberScope('ada'))).toEqual({ usage: [{ size: 2 }], feedback: 'good', temperature: 0.5 });
  });

  it('without money there is no amount, in no column, line or order', async () => {
    const scope: Scope = { ...memberScope('ada'), money: 'none' };
    const names = columns(await ask(calls, {}, scope));
    expect(names.filter((name) => /cost|credits|markup|fee/.test(name))).toEqual([]);
    const [line] = rows(await ask(calls, { format: 'logs' }, scope));
    expect(line!.body).not.toContain('USD');
    expect(await ask(calls, { order: 'cost' }, scope)).toMatchObject({ status: 403 });
    expect(await ask(calls, { min_cost: 0.1 }, scope)).toMatchObject({ status: 403 });
  });

  it('alert rules are refused: a list has no number to alert on', async () => {
    expect(await ask(calls, {}, alertScope())).toMatchObject({
      status: 400,
      error: expect.stringContaining('gives no number to alert on'),
    });
  });

  it('those who may not see who made a call see no single ones', async () => {
    const scope: Scope = { ...fullScope(), hiddenDimensions: ['user'] };
    expect(await ask(calls, {}, scope)).toMatchObject({ status: 403, error: expect.stringContaining('sums') });
  });

  it('@me is the person asking', async () => {
    const filters = [{ dimension: 'user', operator: '=', values: ['@me'] }];
    expect(ids(await ask(calls, { filters }, fullScope('bob')))).toEqual(['other']);
    expect(await ask(calls, { filters }, fullScope())).toMatchObject({ status: 400 });
  });
});

describe('a request log that is asked for wrongly', () => {
  it.each([
    [{ order: 'size' }, 'order must be one of time, cost, latency_ms, total_tokens'],
    [{ format: 'csv' }, 'format must be one of table, logs'],
    [{ format: 'logs', order: 'cost' }, 'order must be time with format logs'],
    [{ limit: 0 }, 'limit must be a whole number from 1 to 1000'],
    [{ limit: 1001 }, 'limit must be a whole number from 1 to 1000'],
    [{ min_cost: 'cheap' }, 'min_cost must be an amount in USD from 0'],
    [{ min_cost: -1 }, 'min_cost must be an amount in USD from 0'],
    [{ min_latency_ms: -1 }, 'min_latency_ms must be a number of ms from 0'],
    [{ min_latency_ms: 'slow' }, 'min_latency_ms must be a number of ms from 0'],
    [{ range: '31d' }, 'range must be one of'],
    [{ filters: [{ dimension: 'user', operator: '=', values: ['$user'] }] }, 'unresolved variable'],
  ])('by %j is told what to do', async (query, message) => {
    expect(await ask([], query)).toMatchObject({ status: 400, error: expect.stringContaining(message) });
  });
});
