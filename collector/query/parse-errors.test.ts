import { parseRequest } from './test/parse-request';

/** The error of a query, as `field: message`. */
function errorOf(query: Record<string, unknown>): string {
  const [parsed] = parseRequest(
    { from: 1_000, to: 2_000, queries: [{ refId: 'A', metrics: ['cost'], ...query }] },
    'UTC'
  );
  if (!('error' in parsed!)) {
    throw new Error('the query was read');
  }
  expect(parsed.error).toMatchObject({ code: 'invalid_query', status: 400 });
  return `${parsed.error.field}: ${parsed.error.message}`;
}

const filter = (changes: Record<string, unknown>) => ({
  filters: [{ dimension: 'team', operator: '=', values: ['a'], ...changes }],
});

describe('the error of a query', () => {
  it.each<[what: string, query: Record<string, unknown>, field: string, help: string]>([
    ['no metrics', { metrics: undefined }, 'metrics', 'must be a list of metrics'],
    ['a metric that is no list', { metrics: 'cost' }, 'metrics', 'must be a list of metrics'],
    ['an empty list of metrics', { metrics: [] }, 'metrics', 'for instance cost'],
    [
      'an unknown metric',
      { metrics: ['cost', 'costs'] },
      'metrics[1]',
      'has no metric costs; there are requests, errors, interactions',
    ],
    [
      'an unknown dimension',
      { groupBy: ['department'] },
      'groupBy[0]',
      'has no dimension department; there are user, team',
    ],
    ['a dimension that is no list', { groupBy: 'team' }, 'groupBy', 'must be a list of dimensions'],
    ['an unknown granularity', { granularity: '2h' }, 'granularity', 'must be one of auto, none, minute'],
    ['an unknown type', { queryType: 'budget' }, 'queryType', 'must be one of usage'],
    ['an unknown range', { range: '31d' }, 'range', 'must be one of 1h, 24h, 7d, 30d, 90d, 1M, 3M, 6M, 12M, today'],
    ['a range of Grafana', { range: 'now-1h' }, 'range', 'previous_month, all'],
    ['an unknown zone', { timezone: 'Berlin' }, 'timezone', 'IANA name such as Europe/Berlin, not Berlin'],
    ['a bare offset', { timezone: '+01:00' }, 'timezone', 'IANA name such as Europe/Berlin, not +01:00'],
    ['a zone that is no text', { timezone: 1 }, 'timezone', 'must be ledger, dashboard or an IANA name'],
    [
      'an unreadable start',
      { from: 'now-1h' },
      'from',
      'must be epoch ms or an RFC 3339 text, or give a range such as 30d',
    ],
    [
      'an unreadable end',
      { to: '2026-01-01' },
      'to',
      'must be epoch ms or an RFC 3339 text, or give a range such as 30d',
    ],
    ['a time that is none', { from: { ms: 1 } }, 'from', 'must be epoch ms or an RFC 3339 text'],
    ['a start after the end', { from: 2_001 }, 'from', 'must not lie after to'],
    ['a limit of none', { limit: 0 }, 'limit', 'must be a whole number from 1 to 10000'],
    ['a limit too high', { limit: 10_001 }, 'limit', 'must be a whole number from 1 to 10000'],
    ['more series than a graph has', { limit: 1_001, granularity: 'day' }, 'limit', 'must be at most 1000 over time'],
    ['half a limit', { limit: 1.5 }, 'limit', 'must be a whole number from 1 to 10000'],
    ['a limit as text', { limit: '$limit' }, 'limit', 'must be a whole number from 1 to 10000'],
    ['an other that is no boolean', { other: 'yes' }, 'other', 'must be true or false'],
    ['an unknown comparison', { compare: 'year' }, 'compare', 'must be one of previous_period, day, week, month'],
    ['a comparison that is no name', { compare: true }, 'compare', 'must be one of previous_period, day'],
    ['an unknown compareAs', { compareAs: 'both' }, 'compareAs', 'must be one of fields, previous, change'],
    ['a share that is no boolean', { share: 'yes' }, 'share', 'must be true or false'],
    ['a complete that is no boolean', { complete: 1 }, 'complete', 'must be true or false'],
    ['a settle without a unit', { settle: '90' }, 'settle', 'must be a duration such as 90s, 2m or 1h'],
    ['a settle that is no text', { settle: 120 }, 'settle', 'must be a duration such as 90s, 2m or 1h'],
    ['a settle below 0', { settle: '-2m' }, 'settle', 'must be a duration such as 90s, 2m or 1h'],
    ['a settle of more than a day', { settle: '25h' }, 'settle', 'must not be more than 24h'],
    [
      'a share of one value alone',
      { share: true, compare: 'day', compareAs: 'change' },
      'share',
      'cannot be had with compareAs change',
    ],
    ['a tag without a key', { groupBy: ['tag.'] }, 'groupBy[0]', 'has no dimension tag.; there are user, team'],
    ['an interval below 0', { intervalMs: -1 }, 'intervalMs', 'must be a number of ms from 0'],
    ['no data points', { maxDataPoints: 0 }, 'maxDataPoints', 'must be a number from 1'],
    ['filters that are no list', { filters: {} }, 'filters', 'must be a list of filters'],
    ['an unknown filter dimension', filter({ dimension: 'teams' }), 'filters[0].dimension', 'has no dimension teams'],
    ['an unknown operator', filter({ operator: '~' }), 'filters[0].operator', 'must be one of =, !=, =~, !~'],
    ['filter values that are no list', filter({ values: 'a' }), 'filters[0].values', 'must be a list of texts'],
    [
      'a filter value that is no text',
      filter({ values: ['a', null] }),
      'filters[0].values[1]',
      'must be a text or a number',
    ],
  ])('for %s names the field and what it takes', (_, query, field, help) => {
    const error = errorOf(query);
    expect(error).toMatch(new RegExp(`^${field.replace(/[[\].]/g, '\\$&')}: ${field.replace(/[[\].]/g, '\\$&')} `));
    expect(error).toContain(help);
  });

  it.each(['$team', '${team}', '${team:csv}', '[[team]]', '[[team:pipe]]', 'prod-${env}', '$__all'])(
    'for the variable %s says that it came unresolved',
    (value) => {
      expect(errorOf(filter({ values: ['search', value] }))).toBe(
        `filters[0].values[1]: filters[0].values[1] ${value} is an unresolved variable`
      );
    }
  );

  it.each(['tag.$key', 'tag.${key}', 'tag.[[key]]'])('says so of the dimension %s too', (dimension) => {
    const fault = `${dimension} is an unresolved variable`;
    expect(errorOf({ groupBy: ['team', dimension] })).toBe(`groupBy[1]: groupBy[1] ${fault}`);
    expect(errorOf(filter({ dimension }))).toBe(`filters[0].dimension: filters[0].dimension ${fault}`);
  });

  it.each(['$', 'US$', 'a$b', '5$ a day', '[a]', '{team}'])(
    'leaves the value %s alone, which is no variable',
    (value) => {
      const [parsed] = parseRequest(
        { from: 0, to: 1, queries: [{ metrics: ['cost'], ...filter({ values: [value] }) }] },
        'UTC'
      );
      expect(parsed).toMatchObject({ question: { filters: [{ values: [value] }] } });
    }
  );

  it('for too many filters or values says how many there may be', () => {
    const one = { dimension: 'team', operator: '=', values: ['a'] };
    expect(errorOf({ filters: Array.from({ length: 51 }, () => one) })).toContain('must hold at most 50 filters');
    expect(errorOf(filter({ values: Array.from({ length: 1_001 }, String) }))).toContain(
      'must hold at most 1000 values'
    );
  });

  it('is none for a table of as many rows as there are without a limit', () => {
    expect(() => errorOf({ limit: 10_000 })).toThrow('the query was read');
  });

  it.each([
    ...['queryType', 'groupBy', 'granularity', 'filters', 'timezone', 'from', 'intervalMs', 'maxDataPoints'],
    ...['compare', 'compareAs', 'share', 'complete', 'settle', 'other', 'limit', 'range'],
  ])('is none for a %s that is null', (field) => {
    expect(() => errorOf({ [field]: null })).toThrow('the query was read');
  });
});

describe('the error of a regular expression', () => {
  const pattern = (value: string, operator = '=~') => filter({ operator, values: ['search', value] });

  it.each([
    ['(', 'missing closing )'],
    ['a(?=b)', 'invalid or unsupported Perl syntax'],
    ['(a)\\1', 'invalid escape sequence'],
    ['a**', 'invalid nested repetition operator'],
  ])('names the value %s and what RE2 has against it', (value, fault) => {
    for (const operator of ['=~', '!~']) {
      const error = errorOf(pattern(value, operator));
      expect(error).toContain('filters[0].values[1]: filters[0].values[1] is no RE2 regular expression: ');
      expect(error).toContain(fault);
    }
  });

  it('says how long one may be', () => {
    expect(errorOf(pattern('a'.repeat(5_001)))).toContain('filters[0].values[1] must have at most 5000 characters');
    expect(() => errorOf(pattern('a'.repeat(5_000)))).toThrow('the query was read');
  });

  it('is none for texts that only look like one, and for the person asking', () => {
    expect(() => errorOf(pattern('(', '='))).toThrow('the query was read');
    expect(() => errorOf(pattern('@me'))).toThrow('the query was read');
  });

  it.each(['search$', '^a$|^b$', '(a|b)$', '[[:alpha:]]+', 'x{2}', '[[:digit:][:space:]]'])(
    'is none for %s, which holds no variable',
    (value) => expect(() => errorOf(pattern(value))).toThrow('the query was read')
  );

  it.each(['^$team$', '(${team:regex})', 'a|[[team]]', '.*-$env'])(
    'says that %s holds an unresolved variable',
    (value) => expect(errorOf(pattern(value))).toContain(`${value} is an unresolved variable`)
  );
});

describe('a request that cannot be read', () => {
  it.each<[what: string, body: unknown, message: string]>([
    ['nothing', undefined, 'the body must be an object with queries'],
    ['a list', [], 'the body must be an object with queries'],
    ['no queries', {}, 'queries must be a list of queries'],
    ['an empty list of queries', { queries: [] }, 'queries must hold at least one query'],
    ['a query that is no object', { queries: ['cost'] }, 'queries[0] must be an object'],
    ['a start of another type', { from: {}, queries: [{}] }, 'from must be epoch ms or an RFC 3339 text'],
    ['too many queries', { queries: Array.from({ length: 101 }, () => ({})) }, 'queries must hold at most 100 queries'],
  ])('as %s is refused as a whole, and told why', async (_, body, message) => {
    const read = async () => parseRequest(body, 'UTC');
    await expect(read).rejects.toMatchObject({ name: 'LedgerError', code: 'invalid_request', status: 400, message });
  });
});

describe('a query that cannot be read', () => {
  it('does not spoil its neighbours', () => {
    const good = { metrics: ['cost'] };
    const parsed = parseRequest(
      { from: 0, to: 1, queries: [good, { metrics: ['x'] }, good, { ...good, limit: 0 }] },
      'UTC'
    );
    expect(parsed.map((query) => [query.refId, 'error' in query])).toEqual([
      ['A', false],
      ['B', true],
      ['C', false],
      ['D', true],
    ]);
  });
});
