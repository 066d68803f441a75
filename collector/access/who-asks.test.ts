import { type TokenRole } from './token-book';
import { type Identity, type Holder, mayBook, scopeOf } from './who-asks';

const token = (role: TokenRole): Holder => ({ id: 'i', role, label: 'l', createdAt: 0 });
const delegate = token('delegate');

const EVERYTHING = { rows: 'all', money: 'all', hiddenDimensions: [], alert: false };
const FORGED: Identity[] = [
  {},
  { kind: 'user', login: 'ada', role: 'Admin' },
  { kind: 'alert' },
  { kind: 'public', login: 'service', role: 'Admin' },
];

test.each(['read', 'admin'] as const)('%s tokens see everything, whatever identity is claimed', (role) => {
  for (const identity of FORGED) {
    expect(scopeOf(token(role), identity)).toEqual({ ...EVERYTHING, user: null });
  }
});

test('ingest tokens see nothing, whatever identity is claimed', () => {
  for (const identity of FORGED) {
    expect(() => scopeOf(token('ingest'), identity)).toThrow(expect.objectContaining({ code: 'forbidden' }) as Error);
  }
});

test('a person sees own rows and what the customer pays', () => {
  for (const role of [undefined, 'Viewer', 'Editor', 'admin', 'ADMIN', 'Grafana Admin']) {
    expect(scopeOf(delegate, { kind: 'user', login: 'ada', role })).toEqual({
      rows: 'own',
      user: 'ada',
      money: 'customer',
      hiddenDimensions: ['cost_check'],
      alert: false,
    });
  }
});

test('an administrator sees everything', () => {
  expect(scopeOf(delegate, { kind: 'user', login: 'ada', role: 'Admin' })).toEqual({ ...EVERYTHING, user: 'ada' });
});

test('an alert rule sees sums, and nobody by name', () => {
  expect(scopeOf(delegate, { kind: 'alert', login: 'grafana_scheduler', role: 'Admin' })).toEqual({
    rows: 'all',
    user: null,
    money: 'customer',
    hiddenDimensions: expect.arrayContaining(['user', 'api_key']),
    alert: true,
  });
});

test.each<[string, Identity]>([
  ['a public dashboard', { kind: 'public' }],
  ['a public dashboard that claims to be an administrator', { kind: 'public', login: 'ada', role: 'Admin' }],
  ['nobody', {}],
  ['a person without a name', { kind: 'user', role: 'Admin' }],
  ['a person with an empty name', { kind: 'user', login: '', role: 'Admin' }],
  ['a name without a kind', { login: 'ada', role: 'Admin' }],
  ['Grafana’s account of public dashboards, taken for a person', { kind: 'user', login: 'service', role: 'Admin' }],
  ['Grafana’s account of alert rules, taken for a person', { kind: 'user', login: 'grafana_scheduler', role: 'Admin' }],
])('a delegate token is refused for %s', (_, identity) => {
  expect(() => scopeOf(delegate, identity)).toThrow(expect.objectContaining({ code: 'forbidden' }) as Error);
});

test('an open collector shows everything and knows who asks for @me alone', () => {
  expect(scopeOf('open', {})).toEqual({ ...EVERYTHING, user: null });
  expect(scopeOf('open', { kind: 'user', login: 'ada', role: 'Viewer' })).toEqual({ ...EVERYTHING, user: 'ada' });
});

test('ingest and admin tokens may book, and so may anyone on an open collector', () => {
  const holders: Holder[] = ['open', ...(['ingest', 'read', 'delegate', 'admin'] as const).map(token)];
  expect(holders.map(mayBook)).toEqual([true, true, false, false, true]);
});
