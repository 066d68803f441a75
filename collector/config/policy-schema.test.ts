import { DEFAULT_POLICY } from '../access/policy/policy';
import { describePolicy } from '../access/policy/describe-policy';
import { loadSettings } from './load';

const policy = (yaml: string) => loadSettings({ TOKENLEDGER_POLICY: yaml }).settings.policy;

test('without a word about it the policy is the default one', () => {
  expect(loadSettings({}).settings.policy).toEqual(DEFAULT_POLICY);
  expect(policy('{}')).toEqual(DEFAULT_POLICY);
});

test('what is said of a view changes that view alone, and in it that alone', () => {
  const { views } = policy('views: { lead: { export: true }, alerts: { hide: [], rows: { team: [search] } } }');
  expect(views).toEqual({
    ...DEFAULT_POLICY.views,
    lead: { ...DEFAULT_POLICY.views.lead, export: true },
    alerts: { ...DEFAULT_POLICY.views.alerts, hide: [], rows: { team: ['search'] } },
  });
});

test('a list of grants takes the place of the default one', () => {
  const { roles } = policy(
    'roles: { admin: [], lead: [{ login: ann, teams: [x] }, { team: ads, grafana_role: Editor }] }'
  );
  expect(roles).toEqual({
    admin: [],
    lead: [
      { login: 'ann', teams: ['x'] },
      { team: 'ads', grafana_role: 'Editor' },
    ],
    owner: [],
  });
});

test('organisations are those listed, each with all rows or those of its organizations', () => {
  const { organizations } = policy(
    'organizations: [{ id: 3 }, { id: 4, organization: acme }, { id: 5, organization: [a, b] }]'
  );
  expect([...organizations]).toEqual([
    [3, { organizations: null }],
    [4, { organizations: ['acme'] }],
    [5, { organizations: ['a', 'b'] }],
  ]);
});

test.each([
  ['view: {}', 'policy', 'unknown key policy.view'],
  ['views: { viewer: {} }', 'views', 'unknown key policy.views.viewer'],
  ['views: { member: { rows: everything } }', 'rows', 'must be one of none, own, team, all, or lists by field'],
  ['views: { member: { rows: { model: [m] } } }', 'rows', 'allowed are user, team, organization, project, environment'],
  ['views: { member: { rows: {} } }', 'rows', 'must be one of'],
  ['views: { member: { rows: { team: [] } } }', 'rows.team', 'must hold at least one'],
  ['views: { member: { money: some } }', 'money', 'must be one of none, customer, all'],
  ['views: { member: { hide: [users] } }', 'hide', 'must be a dimension'],
  ['views: { member: { export: 1 } }', 'export', 'must be true or false'],
  ['views: { alerts: { rows: own } }', 'alerts.rows', 'nobody is signed in'],
  ['views: { anonymous: { rows: team } }', 'anonymous.rows', 'nobody is signed in'],
  ['roles: { member: [] }', 'roles', 'unknown key policy.roles.member'],
  ['roles: { admin: [{}] }', 'admin', 'must name at least one of'],
  ['roles: { admin: [{ login: "" }] }', 'login', 'must not be empty'],
  ['roles: { admin: [{ login: a, teams: [x] }] }', 'admin', 'unknown key policy.roles.admin[0].teams'],
  ['roles: { lead: [{ teams: [x] }] }', 'lead', 'must name at least one of'],
  ['roles: { admin: [{ grafana_role: admin }] }', 'grafana_role', 'must be Viewer, Editor or Admin'],
  ['organizations: [{ id: 0 }]', 'id', 'organizations'],
  ['organizations: [{ id: 1 }, { id: 1 }]', 'organizations[1].id', 'is there twice'],
  ['organizations: [{ organization: a }]', 'id', 'must be the number'],
])('%s is refused with the key and what is allowed', (yaml, key, text) => {
  expect(() => policy(yaml)).toThrow(key);
  expect(() => policy(yaml)).toThrow(text);
});

test('the policy is told in sentences', () => {
  expect(describePolicy(DEFAULT_POLICY)).toEqual([
    'Members see their own requests, and what the customer pays.',
    'Team leads see their own and their team’s requests, and what the customer pays.',
    'Admins see all requests, what the customer pays and what the provider charges, and may export.',
    'Owners see all requests, what the customer pays and what the provider charges, and may export.',
    'Alert rules see all requests, and what the customer pays, but nothing by user or api_key.',
    'Public dashboards see nothing.',
    'Anonymous visitors see nothing.',
  ]);
  const { views } = policy('views: { public: { rows: { team: [a, b], project: [p] } } }');
  expect(describePolicy({ ...DEFAULT_POLICY, views })[5]).toBe(
    'Public dashboards see the requests of team a or b and project p, and no amounts, but nothing by user or api_key.'
  );
});
