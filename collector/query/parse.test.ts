import { type LedgerError } from '../errors';
import { parseRequest } from './test/parse-request';
import { type Question } from './question';

const WHEN = { from: 1_000, to: 2_000 };

function parse(query: Record<string, unknown>, zone = 'Europe/Berlin'): Question | LedgerError {
  const [parsed] = parseRequest({ ...WHEN, queries: [{ refId: 'A', metrics: ['cost'], ...query }] }, zone);
  return 'error' in parsed! ? parsed.error : parsed!.question;
}

describe('a question', () => {
  it('has a default for everything but its metrics and its time', () => {
    expect(parse({})).toEqual({
      refId: 'A',
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: [],
      filters: [],
      granularity: 'none',
      unused: false,
      tellsCostSource: true,
      timezone: 'Europe/Berlin',
      range: WHEN,
      limit: null,
      other: false,
      compare: null,
      compareAs: 'fields',
      share: false,
      complete: false,
      settleMs: 0,
      intervalMs: 0,
      maxDataPoints: 1_000,
      notices: [],
    });
  });

  it('keeps what it asks', () => {
    const asked = {
      queryType: 'usage',
      metrics: ['cost', 'requests'],
      groupBy: ['team', 'user'],
      filters: [{ dimension: 'team', operator: '!=', values: ['search', '(none)'] }],
      granularity: 'week',
      timezone: 'Asia/Kathmandu',
      range: '30d',
      limit: 1_000,
      other: true,
      compare: 'previous_period',
      compareAs: 'fields',
      share: true,
      complete: true,
      intervalMs: 60_000,
      maxDataPoints: 500,
    };
    expect(parse({ ...asked, settle: '2m' })).toEqual({
      refId: 'A',
      ...asked,
      settleMs: 120_000,
      unused: false,
      tellsCostSource: true,
      notices: [],
    });
  });

  it('takes each metric and dimension once', () => {
    expect(parse({ metrics: ['cost', 'requests', 'cost'], groupBy: ['team', 'team'] })).toMatchObject({
      metrics: ['cost', 'requests'],
      groupBy: ['team'],
    });
  });

  it.each([
    ['90s', 90_000],
    ['2m', 120_000],
    ['24h', 86_400_000],
    ['0s', 0],
    [null, 0],
  ])('that leaves the newest %s out means so many ms: %d', (settle, settleMs) => {
    expect(parse({ settle })).toMatchObject({ settleMs });
  });

  it('may group and filter by any tag', () => {
    const filters = [{ dimension: 'tag.cost center', operator: '=', values: ['a'] }];
    expect(parse({ groupBy: ['tag.feature', 'tag.a.b'], filters })).toMatchObject({
      groupBy: ['tag.feature', 'tag.a.b'],
      filters,
    });
  });

  it('takes regular expressions as they are', () => {
    const filters = [{ dimension: 'model', operator: '!~', values: ['(?i)acme-.*', 'a$'] }];
    expect(parse({ filters })).toMatchObject({ filters });
  });

  it('drops filters without values, which filter nothing', () => {
    expect(parse({ filters: [{ dimension: 'team', operator: '=', values: [] }] })).toMatchObject({ filters: [] });
  });

  it('takes numbers as filter values for the texts they are', () => {
    const filters = [{ dimension: 'status_code', operator: '=', values: [404, '429'] }];
    expect(parse({ filters })).toMatchObject({ filters: [{ values: ['404', '429'] }] });
  });

  it.each(['ledger', 'dashboard', '', undefined])('in the zone "%s" is asked in the ledger’s', (timezone) => {
    expect(parse({ timezone }, 'America/New_York')).toMatchObject({ timezone: 'America/New_York' });
  });

  it('has an empty type where Grafana sends none', () => {
    expect(parse({ queryType: '' })).toMatchObject({ queryType: 'usage' });
  });

  it('is never given more than 11,000 points', () => {
    expect(parse({ maxDataPoints: 43_200 })).toMatchObject({ maxDataPoints: 11_000 });
  });
});

describe('the time of a question', () => {
  it('may be its own, the request’s, or half of each', () => {
    expect(parse({ from: 1_500 })).toMatchObject({ range: { from: 1_500, to: 2_000 } });
    expect(parse({ from: 3_000, to: 4_000 })).toMatchObject({ range: { from: 3_000, to: 4_000 } });
  });

  it('is the request’s where its own is null', () => {
    expect(parse({ from: null, to: null })).toMatchObject({ range: WHEN });
  });

  it('may be digits as text or RFC 3339', () => {
    expect(parse({ from: '1767225600000', to: '2026-01-02T01:00:00+01:00' })).toMatchObject({
      range: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) },
    });
  });

  it('may be empty', () => expect(parse({ from: 2_000 })).toMatchObject({ range: { from: 2_000, to: 2_000 } }));

  it('is the range by name where there is one, whatever from and to say', () => {
    expect(parse({ range: 'yesterday', from: 'now-1h', to: 0 })).toMatchObject({ range: 'yesterday' });
    const [parsed] = parseRequest({ queries: [{ refId: 'A', metrics: ['cost'], range: 'all' }] }, 'UTC');
    expect(parsed).toMatchObject({ question: { range: 'all' } });
  });
});

describe('fields of a question', () => {
  it('that are unknown are ignored with a notice', () => {
    expect(parse({ metric: 'cost', group_by: ['team'] })).toMatchObject({
      notices: ['Unknown query fields were ignored: metric, group_by'],
    });
    expect(parse({ toString: 1 })).toMatchObject({ notices: ['Unknown query fields were ignored: toString'] });
  });

  it('that Grafana puts into every query are ignored without one', () => {
    const added = { datasource: { uid: 'x' }, datasourceId: 1, hide: false, key: 'Q-1', panelId: 4, version: 1 };
    expect(parse(added)).toMatchObject({ notices: [] });
  });
});

describe('refIds', () => {
  const refIds = (...queries: Array<Record<string, unknown>>) =>
    parseRequest({ ...WHEN, queries }, 'UTC').map(({ refId }) => refId);

  it('are kept, and made up in order where there are none', () => {
    expect(refIds({ refId: 'cost per team' }, {}, { refId: '' }, { refId: 7 })).toEqual([
      'cost per team',
      'B',
      'C',
      'D',
    ]);
  });

  it('after Z are AA, AB and so on', () => {
    const made = refIds(...Array.from({ length: 54 }, () => ({})));
    expect([made[25], made[26], made[27], made[51], made[52], made[53]]).toEqual(['Z', 'AA', 'AB', 'AZ', 'BA', 'BB']);
    expect(new Set(made).size).toBe(54);
  });

  it('used twice are refused, as one answer would hide the other', () => {
    expect(() => refIds({ refId: 'A' }, { refId: 'A' })).toThrow(/queries\[1\].refId A is used twice/);
  });
});
