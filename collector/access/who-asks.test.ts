import { createDirectory } from '../directory/directory';
import { DEFAULT_POLICY, type Policy } from './policy/policy';
import { type TokenRole } from './token-book';
import { type Holder, type Identity, mayBook, type Rights, scopeOf, type VerifiedIdentity } from './who-asks';

const token = (role: TokenRole): Holder => ({ id: 'i', role, label: 'l', createdAt: 0 });
const delegate = token('delegate');

const directory = createDirectory({
  users: [
    { name: 'lea', values: { team: 'search' }, role: 'lead', from: 0, to: 100, origin: 'test' },
    { name: 'lea', values: { team: 'ads' }, from: 100, to: Infinity, origin: 'test' },
    { name: 'max', values: { team: 'ads' }, from: 0, to: Infinity, origin: 'test' },
    { name: 'olga', values: { team: 'ads' }, role: 'owner', from: 0, to: Infinity, origin: 'test' },
  ],
});
const rights = (policy: Partial<Policy> = {}, now = 50): Rights => ({
  policy: { ...DEFAULT_POLICY, ...policy },
  directory,
  now,
});
const ask = (identity: Identity, policy: Partial<Policy> = {}, now = 50) =>
  scopeOf(delegate, identity, rights(policy, now));
const person = (user: string, more: Partial<VerifiedIdentity> = {}): Identity => ({
  verified: { type: 'user', user, login: user, org: 1, ...more },
});
const forbidden = expect.objectContaining({ code: 'forbidden' }) as Error;

const EVERYTHING = { rows: 'all', money: 'all', hiddenDimensions: [], alert: false, mayExport: true };
const KEEPER = { ...EVERYTHING, mayReadContent: true };
const OWN = (user: string) => ({
  rows: [{ user: [user] }],
  user,
  money: 'customer',
  hiddenDimensions: ['cost_check'],
  alert: false,
  mayExport: false,
});
const FORGED: Identity[] = [
  {},
  { kind: 'user', login: 'ada', role: 'Admin' },
  { kind: 'alert' },
  { kind: 'public', login: 'service', role: 'Admin' },
];

test.each([
  ['read', EVERYTHING],
  ['admin', KEEPER],
] as const)(
  '%s tokens see everything, whatever identity is claimed, and those of the role admin content too',
  (role, all) => {
    for (const identity of FORGED) {
      expect(scopeOf(token(role), identity, rights())).toEqual({ ...all, user: null });
    }
  }
);

test('ingest tokens see nothing, whatever identity is claimed', () => {
  for (const identity of [...FORGED, person('ada', { role: 'Admin' })]) {
    expect(() => scopeOf(token('ingest'), identity, rights())).toThrow(forbidden);
  }
});

test('a person sees own rows and what the customer pays', () => {
  for (const role of [undefined, 'Viewer', 'Editor', 'admin', 'ADMIN', 'Grafana Admin', 'Аdmin']) {
    expect(ask(person('ada', { role }))).toEqual(OWN('ada'));
  }
});

test('whom nobody has signed for is a member, whatever role is claimed', () => {
  for (const login of ['ada', 'lea', 'olga']) {
    const notice = expect.stringContaining('identity in tokenledger.yaml') as string;
    expect(ask({ kind: 'user', login, role: 'Admin' })).toEqual({ ...OWN(login), notice });
    expect(ask({ kind: 'user', login, role: 'Admin', verified: null })).toEqual({ ...OWN(login), notice });
    expect(ask({ kind: 'user', login, role: 'Viewer' })).toEqual(OWN(login));
  }
});

test('a verified administrator sees everything, and so does an owner by the directory', () => {
  expect(ask(person('ada', { role: 'Admin' }))).toEqual({ ...KEEPER, user: 'ada' });
  expect(ask(person('olga'))).toEqual({ ...KEEPER, user: 'olga' });
});

test('members to whom the policy shows everything are shown no prompts and answers', () => {
  const views = { ...DEFAULT_POLICY.views, member: DEFAULT_POLICY.views.admin, lead: DEFAULT_POLICY.views.admin };
  expect(ask(person('ada'), { views })).toEqual({ ...EVERYTHING, user: 'ada' });
  expect(ask(person('lea'), { views })).toEqual({ ...EVERYTHING, user: 'lea' });
});

test('a lead sees own rows and those of the team the directory names at the time', () => {
  expect(ask(person('lea')).rows).toEqual([{ user: ['lea'] }, { team: ['search'] }]);
  expect(ask(person('lea'), {}, 100)).toEqual(OWN('lea'));
  expect(ask(person('max'))).toEqual(OWN('max'));
});

test('the policy gives roles by login, e-mail, user, team and Grafana role, to the letter', () => {
  const roles = {
    lead: [{ team: 'ads', grafana_role: 'Editor' }, { login: 'ann', teams: ['x', 'y'] }, {}],
    admin: [{ email: 'ada@example.org' }],
    owner: [{ user: 'ceo' }],
  };
  expect(ask(person('max', { role: 'Editor' }), { roles }).rows).toEqual([{ user: ['max'] }, { team: ['ads'] }]);
  expect(ask(person('max', { role: 'Viewer' }), { roles })).toEqual(OWN('max'));
  expect(ask(person('ann'), { roles }).rows).toEqual([{ user: ['ann'] }, { team: ['x', 'y'] }]);
  expect(ask(person('a', { email: 'ada@example.org' }), { roles }).rows).toBe('all');
  expect(ask(person('a', { email: 'Ada@example.org' }), { roles }).rows).toEqual([{ user: ['a'] }]);
  expect(ask(person('ceo'), { roles }).money).toBe('all');
  expect(ask(person('a', { role: 'Admin' }), { roles })).toEqual(OWN('a'));
});

test('a signed token is the person, whatever the headers say', () => {
  for (const claim of [...FORGED, { kind: 'alert', login: 'grafana_scheduler' } as const]) {
    expect(ask({ ...claim, ...person('ada') })).toEqual(OWN('ada'));
  }
});

test('an alert rule sees sums, and nobody by name', () => {
  for (const login of [undefined, 'grafana_scheduler']) {
    expect(ask({ kind: 'alert', login, role: 'Admin' })).toEqual({
      rows: 'all',
      user: null,
      money: 'customer',
      hiddenDimensions: ['user', 'api_key', 'cost_check'],
      alert: true,
      mayExport: false,
    });
  }
});

test('the policy may narrow or widen what alert rules see', () => {
  const alerts = { rows: { team: ['search'] }, money: 'all', hide: [], export: false } as const;
  const scope = ask({ kind: 'alert' }, { views: { ...DEFAULT_POLICY.views, alerts } });
  expect(scope).toMatchObject({ rows: [{ team: ['search'] }], money: 'all', hiddenDimensions: [], alert: true });
});

test('public dashboards and visitors see what the policy names', () => {
  const view = { rows: { project: ['site'] }, money: 'none', hide: ['user'], export: false } as const;
  const policy = { views: { ...DEFAULT_POLICY.views, public: view, anonymous: view } };
  const seen = { rows: [{ project: ['site'] }], user: null, money: 'none', alert: false };
  expect(ask({ kind: 'public', login: 'service', role: 'Admin' }, policy)).toMatchObject(seen);
  expect(ask(person('', { type: 'anonymous', role: 'Admin' }), policy)).toMatchObject(seen);
});

test('the visitor of a public dashboard sees what it may show, also where Grafana lets visitors in', () => {
  const view = { rows: 'all', money: 'none', hide: ['user'], export: false } as const;
  const visitor = person('', { type: 'anonymous' });
  const policy = { views: { ...DEFAULT_POLICY.views, public: view } };
  expect(ask({ ...visitor, login: 'service' }, policy).rows).toBe('all');
  expect(() => ask(visitor, policy)).toThrow(forbidden);
  expect(ask({ ...person('ada'), login: 'service' }, policy)).toEqual(OWN('ada'));
});

test('who sees no amounts is not told of them by other dimensions either', () => {
  const view = { rows: 'all', money: 'none', hide: ['user'], export: false } as const;
  const { hiddenDimensions } = ask({ kind: 'public' }, { views: { ...DEFAULT_POLICY.views, public: view } });
  expect(hiddenDimensions).toEqual(['user', 'cost_check', 'cost_source', 'tier', 'multiplier']);
});

test('names are compared to the letter: neither case nor composition of characters makes two one', () => {
  const composed = 'Zo\u00eb';
  for (const login of [composed, composed.normalize('NFD'), composed.toLowerCase(), `${composed} `, `${composed}\0`]) {
    expect(ask({ kind: 'user', login })).toEqual(OWN(login));
    expect(ask(person(login))).toEqual(OWN(login));
  }
});

test.each<[string, Identity]>([
  ['a public dashboard', { kind: 'public' }],
  ['a public dashboard that claims to be an administrator', { kind: 'public', login: 'ada', role: 'Admin' }],
  ['a visitor', person('', { type: 'anonymous', role: 'Admin' })],
  ['nobody', {}],
  ['a person without a name', { kind: 'user', role: 'Admin' }],
  ['a person with an empty name', { kind: 'user', login: '', role: 'Admin' }],
  ['a name without a kind', { login: 'ada', role: 'Admin' }],
  ['a person who claims to be an alert rule', { kind: 'alert', login: 'ada', role: 'Admin' }],
  ['Grafana’s account of public dashboards, taken for a person', { kind: 'user', login: 'service', role: 'Admin' }],
  ['Grafana’s account of public dashboards, taken for a rule', { kind: 'alert', login: 'service', role: 'Admin' }],
  ['Grafana’s account of alert rules, taken for a person', { kind: 'user', login: 'grafana_scheduler', role: 'Admin' }],
  ['another organisation', { kind: 'user', login: 'ada', org: 2 }],
  ['an alert rule of another organisation', { kind: 'alert', org: 2 }],
  ['an organisation that is no number', { kind: 'user', login: 'ada', org: NaN }],
  ['a person of another organisation', person('ada', { org: 2, role: 'Admin' })],
])('a delegate token is refused for %s', (_, identity) => {
  expect(() => ask(identity)).toThrow(forbidden);
});

test('organisations see the rows of theirs only', () => {
  const organizations = new Map([
    [1, { organizations: ['acme'] }],
    [2, { organizations: ['umbrella', 'hive'] }],
    [3, { organizations: null }],
  ]);
  const admin = (org: number) => ask(person('ada', { org, role: 'Admin' }), { organizations });
  expect(admin(1).rows).toEqual([{ organization: ['acme'] }]);
  expect(admin(2).rows).toEqual([{ organization: ['umbrella', 'hive'] }]);
  expect(admin(3).rows).toBe('all');
  expect(ask(person('ada', { org: 2 }), { organizations }).rows).toEqual([
    { user: ['ada'], organization: ['umbrella', 'hive'] },
  ]);
  const alerts = { ...DEFAULT_POLICY.views.alerts, rows: { organization: ['acme', 'hive'] } };
  const views = { ...DEFAULT_POLICY.views, alerts };
  expect(ask({ kind: 'alert', org: 2 }, { organizations, views }).rows).toEqual([{ organization: ['hive'] }]);
});

test('an open collector shows everything and knows who asks for @me alone', () => {
  expect(scopeOf('open', {}, rights())).toEqual({ ...KEEPER, user: null });
  expect(scopeOf('open', { kind: 'user', login: 'ada', role: 'Viewer' }, rights())).toEqual({
    ...KEEPER,
    user: 'ada',
  });
});

test('ingest and admin tokens may book, and so may anyone on an open collector', () => {
  const holders: Holder[] = ['open', ...(['ingest', 'read', 'delegate', 'admin'] as const).map(token)];
  expect(holders.map(mayBook)).toEqual([true, true, false, false, true]);
});
