import { DIMENSIONS } from '../../../contract/dimensions';
import { METRICS } from '../../../contract/metrics';

/** One request of the matrix. */
export interface MatrixRequest {
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly body?: {
    readonly from: number;
    readonly to: number;
    readonly queries: ReadonlyArray<Record<string, unknown>>;
  };
  /** Headers on top of who asks. */
  readonly headers?: Readonly<Record<string, string>>;
}

export const RANGE = { from: Date.UTC(2026, 2, 3), to: Date.UTC(2026, 2, 4) };
const DIMENSION_IDS = [...DIMENSIONS.map(({ id }) => id), 'tag.who', 'tag.only-ads'];
const METRIC_IDS = METRICS.map(({ id }) => id);
/** Names to fish for: others, oneself in other letters, what stands for nobody, patterns, variables. */
const BAIT = [
  'ada',
  'ADA',
  'аda',
  'ａda',
  'bob',
  'cyd',
  'system',
  '(none)',
  '(other)',
  '@me',
  '%',
  '*',
  '',
  'ada\u0000',
];
const PATTERNS = ['.*', 'a.*', '(?i)ADA', '^ada$|bob', '[^x]*', '\\(none\\)', '@me', '.*@me.*'];

const query = (name: string, asked: Record<string, unknown>, headers?: MatrixRequest['headers']): MatrixRequest => ({
  name: `query ${name}`,
  path: '/api/v1/query',
  method: 'POST',
  body: { ...RANGE, queries: [{ refId: 'A', ...asked }] },
  headers,
});

const get = (path: string, headers?: MatrixRequest['headers']): MatrixRequest => ({
  name: `GET ${path}`,
  path,
  method: 'GET',
  headers,
});

const filter = (dimension: string, operator: string, ...values: string[]) => ({ dimension, operator, values });

function sums(): MatrixRequest[] {
  return [
    ...METRIC_IDS.map((metric) => query(metric, { metrics: [metric] })),
    ...METRIC_IDS.map((metric) => query(`${metric} by team`, { metrics: [metric], groupBy: ['team'] })),
    ...DIMENSION_IDS.map((id) => query(`by ${id}`, { metrics: ['requests'], groupBy: [id] })),
    ...DIMENSION_IDS.map((id) =>
      query(`cost by ${id} in time`, { metrics: ['cost'], groupBy: [id], granularity: 'hour' })
    ),
    ...['none', 'hour', 'auto'].flatMap((granularity) => [
      query(`share per ${granularity}`, { metrics: ['requests'], groupBy: ['model'], granularity, share: true }),
      query(`rest per ${granularity}`, {
        metrics: ['total_tokens', 'users'],
        groupBy: ['team'],
        granularity,
        limit: 1,
        other: true,
      }),
      ...['previous_period', 'day', 'week', 'month'].map((compare) =>
        query(`${compare} per ${granularity}`, { metrics: ['requests'], groupBy: ['team'], granularity, compare })
      ),
    ]),
    ...['all', '30d', 'today', 'yesterday', '7d'].map((range) =>
      query(`range ${range}`, { metrics: ['requests', 'latency_p95', 'users'], range, granularity: 'day' })
    ),
    query('units', { metrics: ['units'], groupBy: ['unit'] }),
    query('units of everything', { metrics: ['requests', 'units'], compare: 'day' }),
    query('units by team', { metrics: ['units'], groupBy: ['team'], limit: 1, other: true }),
    query('top models', { metrics: ['requests', 'top_model'], groupBy: ['team'], limit: 1, other: true }),
    ...['previous', 'change'].map((compareAs) =>
      query(`${compareAs} alone`, { metrics: ['cost'], groupBy: ['user'], compare: 'day', compareAs })
    ),
    query('ranked by what is dear', { metrics: ['provider_cost', 'requests'], groupBy: ['project'], limit: 1 }),
    query('ranked by what is slow', {
      metrics: ['latency_p99', 'latency_max', 'users'],
      groupBy: ['project'],
      limit: 1,
    }),
    query('complete', { metrics: ['requests'], range: 'all', complete: true, settle: '2m' }),
    query('too much', { metrics: ['requests'], granularity: 'minute', from: 0, to: 4e12 }),
  ];
}

function fishing(): MatrixRequest[] {
  const by = ['user', 'team', 'organization', 'project', 'api_key', 'tag.who'];
  return by.flatMap((dimension) => [
    ...BAIT.flatMap((value) =>
      ['=', '!='].map((operator) =>
        query(`${dimension} ${operator} ${JSON.stringify(value)}`, {
          metrics: ['requests', 'input_tokens'],
          filters: [filter(dimension, operator, value)],
        })
      )
    ),
    ...PATTERNS.flatMap((value) =>
      ['=~', '!~'].map((operator) =>
        query(`${dimension} ${operator} ${value}`, {
          metrics: ['requests'],
          groupBy: ['team'],
          filters: [filter(dimension, operator, value)],
        })
      )
    ),
    query(`${dimension} = a variable`, { metrics: ['requests'], filters: [filter(dimension, '=', '$user')] }),
    query(`${dimension} = many`, { metrics: ['requests'], filters: [filter(dimension, '=', ...BAIT)] }),
  ]);
}

/** Fields that no query has, for those who hope. */
function smuggling(): MatrixRequest[] {
  const extras: Array<Record<string, unknown>> = [
    { scope: { rows: 'all', money: 'all' } },
    { user: 'root', role: 'Admin' },
    { rows: 'all' },
    { mayExport: true },
    { constructor: { prototype: { rows: 'all' } } },
    { hiddenDimensions: [] },
    { queryType: 'USAGE' },
    { queryType: 'requests; usage' },
  ];
  return [
    ...extras.map((extra) =>
      query(`with ${JSON.stringify(extra)}`, { metrics: ['requests'], groupBy: ['team'], ...extra })
    ),
    ...['User', 'USER', 'user ', 'uſer', 'user\u0000', 'tag.', 'tag.user', '"user"', 'user" OR 1=1 --', 'rowid'].map(
      (id) => query(`by ${JSON.stringify(id)}`, { metrics: ['requests'], groupBy: [id] })
    ),
    ...['Cost', 'provider_cost ', 'PROVIDER_COST', 'provider\u005fcost', 'computed_cost', '__proto__'].map((metric) =>
      query(`metric ${JSON.stringify(metric)}`, { metrics: [metric] })
    ),
  ];
}

function lists(): MatrixRequest[] {
  return [
    query('requests', { queryType: 'requests' }),
    query('requests as logs', { queryType: 'requests', format: 'logs', limit: 20 }),
    ...['time', 'cost', 'latency_ms', 'total_tokens'].flatMap((order) => [
      query(`requests by ${order}`, { queryType: 'requests', order, limit: 5 }),
      get(`/api/v1/records?order=${order}&limit=7`),
    ]),
    query('requests from a cost', { queryType: 'requests', min_cost: '0.0005' }),
    query('requests from a latency', { queryType: 'requests', min_latency_ms: 900 }),
    ...BAIT.map((value) =>
      query(`requests of ${JSON.stringify(value)}`, { queryType: 'requests', filters: [filter('user', '=', value)] })
    ),
    query('intake', { queryType: 'intake', metrics: ['accepted', 'seconds_since_last_record'] }),
    query('unpriced intake', { queryType: 'intake', metrics: ['unpriced_requests'], groupBy: [] }),
    query('annotations', { queryType: 'annotations', range: '30d' }),
    query('audit', { queryType: 'audit', range: '30d' }),
    query('intake by the hour', { queryType: 'intake', metrics: ['rejected'], granularity: 'hour', groupBy: [] }),
    query('intake of a source', {
      queryType: 'intake',
      metrics: ['lag_p99'],
      groupBy: [],
      filters: [filter('source', '=', 'gateway')],
    }),
    query('annotations of a kind', { queryType: 'annotations', range: '30d', kinds: ['configuration'] }),
    get('/api/v1/records'),
    get(
      `/api/v1/records?limit=1000&filters=${encodeURIComponent('[{"dimension":"user","operator":"!=","values":["ada"]}]')}`
    ),
    get('/api/v1/records?limit=1000&user=ada&user=bob'),
    get('/api/v1/records?limit=1000&user[]=bob'),
    get('/api/v1/records?limit=1000&User=bob'),
    get('/api/v1/records?limit=2&order=cost&min_cost=0.0003'),
    get('/api/v1/records?limit=2&min_latency_ms=1000'),
    get('/api/v1/records?limit=1000'),
    get('/api/v1/records?min_cost=0.0005&limit=1000'),
    ...BAIT.map((value) => get(`/api/v1/records?limit=1000&user=${encodeURIComponent(value)}`)),
    ...['team=search', 'organization=hive', 'team=ads&user=dan', 'tag.who=ads-1', 'cost_check=differs'].map((asked) =>
      get(`/api/v1/records?limit=1000&${asked}`)
    ),
  ];
}

function values(): MatrixRequest[] {
  const range = `from=${RANGE.from}&to=${RANGE.to}`;
  return [
    ...DIMENSION_IDS.map((id) => get(`/api/v1/dimensions/${encodeURIComponent(id)}/values?${range}`)),
    ...['a', 'A', 'search', '%', '.*', '(none)'].map((search) =>
      get(`/api/v1/dimensions/user/values?${range}&search=${encodeURIComponent(search)}`)
    ),
    ...['user=cyd', 'team=search', 'user=ada&team=ads'].map((asked) =>
      get(`/api/v1/dimensions/model/values?${range}&${asked}`)
    ),
    ...['User', 'user%00', '%75ser', '..%2fuser', 'user%2f..%2fuser', 'tag.', 'tag.__proto__'].map((id) =>
      get(`/api/v1/dimensions/${id}/values?${range}`)
    ),
    get('/api/v1/schema'),
  ];
}

function files(): MatrixRequest[] {
  const range = `from=${RANGE.from}&to=${RANGE.to}`;
  return ['csv', 'json', 'ndjson'].flatMap((format) => [
    get(`/api/v1/export?format=${format}&${range}`),
    get(`/api/v1/export?format=${format}&${range}&user=cyd`),
    get(`/api/v1/export?format=${format}&${range}&resumable=true&limit=5`),
    get(
      `/api/v1/export?format=${format}&${range}&query=${encodeURIComponent('{"metrics":["margin"],"groupBy":["user"]}')}`
    ),
    get(`/api/v1/export?format=${format}&${range}&metrics=requests,cost&groupBy=team`),
    get(`/api/v1/export?format=${format}&${range}&metrics=provider_cost&groupBy=user&granularity=hour`),
  ]);
}

/** What a browser might send along: none of it is to change anything. */
function forging(): MatrixRequest[] {
  const forged: Array<Record<string, string>> = [
    { FromAlert: 'true' },
    { 'X-Grafana-User': 'root' },
    { 'X-Grafana-Org-Id': '1' },
    { 'X-Id-Token': 'a.b.c' },
    { 'X-Grafana-Id': 'a.b.c' },
    { 'X-TokenLedger-Scope': 'all' },
    { X_TokenLedger_Login: 'root' },
    { 'X-Grafana-HAR-Capture': 'true' },
    { 'X-TokenLedger-User': 'root' },
    { 'X-Forwarded-User': 'root' },
    { 'X-HTTP-Method-Override': 'GET' },
    { Cookie: 'grafana_session=1' },
    { 'X-Original-URL': '/api/v1/records' },
  ];
  const asked = { metrics: ['requests', 'input_tokens'], groupBy: ['team'] };
  return [
    ...forged.flatMap((headers) => [
      query(`with ${JSON.stringify(headers)}`, asked, headers),
      get('/api/v1/records?limit=1000', headers),
    ]),
    ...[
      '/api/v1//records',
      '/api/v1/./records',
      '/api/v1/schema/../records',
      '/api/v1/%72ecords',
      '/API/V1/RECORDS',
      '/api/v1/records/',
      '/api/v1/records;user=root',
      '/api/v1/audit',
      '/metrics',
      '/openapi.json',
      '/readyz',
      '/api/v1/schema?user=root',
      '/api/v1/records%3Fuser=root',
    ].map((path) => get(path)),
  ];
}

/** Places in the log that nobody was given, at records of others above all. */
function places(): MatrixRequest[] {
  const cursor = (place: Record<string, unknown>) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const timestamps = [0, RANGE.from + 6 * 3_600_000 + 7 * 60_000, RANGE.from + 8 * 3_600_000];
  const made = timestamps.flatMap((timestamp) =>
    [0, Number.MAX_SAFE_INTEGER].flatMap((sequence) => [
      { order: 'time', timestamp, sequence },
      { order: 'cost', value: '200000000000000', timestamp, sequence },
      { order: 'cost', value: null, timestamp, sequence },
      { order: 'latency_ms', value: 900, timestamp, sequence },
      { order: 'total_tokens', value: 2_000, timestamp, sequence },
    ])
  );
  const spoilt = [
    { order: 'time', timestamp: 0, sequence: 0, scope: 'all' },
    { order: 'cost', value: '0) OR 1=1 --', timestamp: 0, sequence: 0 },
    { order: 'cost', timestamp: 0, sequence: 0 },
    { order: 'latency_ms', value: '900', timestamp: 0, sequence: 0 },
  ];
  return [...made, ...spoilt].map((place) =>
    get(`/api/v1/records?order=${place.order}&limit=3&cursor=${cursor(place)}`)
  );
}

/** Everything that can be asked, with attempts at ways around. */
export const REQUESTS: readonly MatrixRequest[] = [
  ...sums(),
  ...fishing(),
  ...smuggling(),
  ...lists(),
  ...places(),
  ...values(),
  ...files(),
  ...forging(),
];
