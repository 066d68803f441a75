import { type UsageRecord } from '../../contract/record';
import { directoryFromYaml } from '../test/directory';
import { usageRecord } from '../test/pricing';
import { attribute, stripAttribution } from './attribute';

const YAML = `
users:
  - { user: ada, team: search, from: 2026-01-01 }
  - { user: ada, team: platform, from: 2026-06-01, to: 2026-09-01 }
  - { user: bob, team: search }
teams:
  - { team: search, organization: retail }
  - { team: search, organization: media, from: 2026-04-01 }
keys:
  - { api_key: site, project: catalogue, team: shop }
  - { api_key: nightly, team: platform }
rules:
  - { match: { endpoint: /v1/embeddings }, set: { task: retrieval } }
  - { match: { user: 'm-*' }, set: { team: marketing, task: writing } }
  - { match: { team: search }, set: { project: finder } }
  - { match: { task: retrieval }, set: { environment: never } }
  - { match: { tag.app: 'shop-*', source: gateway }, set: { environment: production } }
  - { match: { provider: vertex_ai }, set: { project: google } }
  - { match: { region: '*' }, set: { environment: hosted } }
  - { match: { session: old }, set: { task: past }, to: 2026-01-01 }
  - { match: { model: free }, set: { organization: community } }
`;

const directory = directoryFromYaml(YAML);
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** What is filled, and by what. */
function filled(fields: Partial<UsageRecord>, by = directory): Record<string, string> {
  const record = usageRecord({ timestamp: at('2026-02-01'), ...fields });
  const after = attribute(record, by);
  expect(stripAttribution(after)).toEqual(record);
  expect({ ...after, attributed: undefined }).toMatchObject({ ...record, attributed: undefined });
  return Object.fromEntries(
    Object.entries(after.attributed ?? {}).map(([field, origin]) => [field, `${after[field as 'team']} ${origin}`])
  );
}

describe('the team', () => {
  test('is the user’s at the call’s own time, and the youngest of those that hold', () => {
    const teamOn = (date: string) => filled({ user: 'ada', timestamp: at(date) }).team;
    expect(['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01'].map(teamOn)).toEqual([
      undefined,
      ...['search', 'search', 'platform', 'platform', 'search'].map((team) => `${team} directory:users`),
    ]);
  });

  test('changes at midnight of the ledger’s zone', () => {
    const berlin = directoryFromYaml(YAML, 'Europe/Berlin');
    const midnight = Date.parse('2026-06-01T00:00:00+02:00');
    expect(filled({ user: 'ada', timestamp: midnight - 1 }, berlin).team).toBe('search directory:users');
    expect(filled({ user: 'ada', timestamp: midnight }, berlin).team).toBe('platform directory:users');
  });

  test('comes from the user before the key, and from the key before a rule', () => {
    expect(filled({ user: 'bob', api_key: 'site' }).team).toBe('search directory:users');
    expect(filled({ user: 'm-1', api_key: 'nightly' }).team).toBe('platform directory:keys');
    expect(filled({ user: 'm-1' }).team).toBe('marketing rule:2');
  });
});

test('what the record says itself always wins', () => {
  expect(filled({ user: 'ada', team: 'own', organization: 'own', project: 'own', api_key: 'site' })).toEqual({});
  expect(filled({ user: 'm-1', team: 'own' })).toEqual({ task: 'writing rule:2' });
});

test('a team’s organization comes last, of the team that the record ends up with', () => {
  expect(filled({ team: 'search' }).organization).toBe('retail directory:teams');
  expect(filled({ user: 'bob' }).organization).toBe('retail directory:teams');
  expect(filled({ user: 'bob', timestamp: at('2026-04-01') }).organization).toBe('media directory:teams');
  expect(filled({ user: 'bob', model: 'free' }).organization).toBe('community rule:9');
});

describe('rules', () => {
  test('fill field by field, the first that matches', () => {
    const record = { user: 'm-1', endpoint: '/v1/embeddings' };
    expect(filled(record)).toEqual({ task: 'retrieval rule:1', team: 'marketing rule:2' });
  });

  test('see what users and keys gave, but nothing of other rules', () => {
    expect(filled({ user: 'bob' }).project).toBe('finder rule:3');
    expect(filled({ endpoint: '/v1/embeddings' })).toEqual({ task: 'retrieval rule:1' });
    expect(filled({ task: 'retrieval' })).toEqual({ environment: 'never rule:4' });
  });

  test('match tags, all of their fields, and only what is there', () => {
    const tags = { app: 'shop-1' };
    expect(filled({ tags, source: 'gateway' })).toEqual({ environment: 'production rule:5' });
    expect(filled({ tags })).toEqual({});
    expect(filled({ tags: { app: 'shop' }, source: 'gateway' })).toEqual({});
    expect(filled({ region: 'eu' })).toEqual({ environment: 'hosted rule:7' });
  });

  test('name providers as records do, hold for their time, and begin with no key of every object', () => {
    expect(filled({ provider: 'gcp.vertex_ai' })).toEqual({ project: 'google rule:6' });
    expect(filled({ session: 'old' })).toEqual({});
    expect(filled({ session: 'old', timestamp: at('2025-12-31') })).toEqual({ task: 'past rule:8' });
    expect(filled({ user: 'constructor', api_key: '__proto__', team: 'toString', tags: {} })).toEqual({});
  });
});

test('attributing again changes nothing; after stripping, another directory can', () => {
  const once = attribute(usageRecord({ user: 'bob', api_key: 'site' }), directory);
  expect(attribute(once, directory)).toBe(once);
  const other = directoryFromYaml('{ users: [{ user: bob, team: moved }] }');
  expect(attribute(once, other)).toBe(once);
  expect(attribute(stripAttribution(once), other)).toEqual({
    ...usageRecord({ user: 'bob', api_key: 'site', team: 'moved' }),
    attributed: { team: 'directory:users' },
  });
});

test('a record that nothing is known of stays the very same object', () => {
  const record = usageRecord({ user: 'nobody' });
  expect(attribute(record, directory)).toBe(record);
  expect(stripAttribution(record)).toEqual(record);
});
