import { type MatrixRow } from './rows';

/** Somebody who asks, and which rows of the ledger there are for them. */
export interface MatrixViewer {
  readonly name: string;
  /** Claims of a signed token; null: there is none. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly sees: (row: MatrixRow) => boolean;
  /** What of the amounts is for them. */
  readonly money: 'all' | 'customer' | 'none';
  /** Whether names of people and keys are kept from them. */
  readonly nameless: boolean;
  /** Whether the dimensions are kept from them that the policy hides from owners. */
  readonly blinkered?: boolean;
}

const header = (kind: string, login: string, role: string, org = '1') => ({
  'X-TokenLedger-Kind': kind,
  'X-TokenLedger-Login': login,
  'X-TokenLedger-Role': role,
  'X-TokenLedger-Org': org,
});

const person = (
  name: string,
  username: string,
  sees: MatrixViewer['sees'],
  {
    role = 'Viewer',
    org = 1,
    money = 'customer',
  }: Partial<Pick<MatrixViewer, 'money'>> & { role?: string; org?: number } = {}
): MatrixViewer => ({
  name,
  claims: { username, role, aud: `org:${org}`, email: `${username}@example.org` },
  headers: header('user', username, role, String(org)),
  sees,
  money,
  nameless: false,
});

const acme = ({ organization }: MatrixRow) => organization === 'acme';

/** Organisation 1 sees the whole ledger, 2 the rows of `hive`, 3 those of `acme`. */
export const POLICY = `
directory: { users: [{ user: lea, team: search, role: lead }, { user: ada, team: search }, { user: cyd, team: ads }] }
policy:
  roles: { lead: [{ login: ann, teams: [ads, labs] }], owner: [{ login: olga }] }
  views:
    owner: { money: customer, hide: [model, source, unit, error_type, tier, multiplier, tag.who] }
    public: { rows: { team: [ads] } }
    anonymous: { rows: { project: [site] }, money: customer }
  organizations: [{ id: 1 }, { id: 2, organization: hive }, { id: 3, organization: [acme] }]
`;

export const VIEWERS: readonly MatrixViewer[] = [
  person('a member', 'ada', ({ user }) => user === 'ada'),
  person('a member of another team', 'cyd', ({ user }) => user === 'cyd'),
  person('a member who is an Editor', 'bob', ({ user }) => user === 'bob', { role: 'Editor' }),
  person('a member without rows', 'eve', () => false),
  person('a member called like nobody', 'system', () => false),
  person('a member called like a pattern', '.*', () => false),
  person('a member of an organisation', 'dan', ({ user, organization }) => user === 'dan' && organization === 'hive', {
    org: 2,
  }),
  person('a lead by the directory', 'lea', ({ user, team }) => user === 'lea' || team === 'search'),
  person('a lead by the policy', 'ann', ({ user, team }) => user === 'ann' || team === 'ads' || team === 'labs'),
  person('an administrator', 'root', () => true, { role: 'Admin', money: 'all' }),
  person('an administrator of an organisation', 'root', acme, { role: 'Admin', org: 3, money: 'all' }),
  {
    ...person('a keeper from whom dimensions are hidden', 'olga', () => true),
    blinkered: true,
  },
  person('a member called like the account of rules', 'grafana_scheduler', () => false, { role: 'Editor' }),
  person('a member called like public dashboards', 'service', () => false, { role: 'Editor' }),
  {
    name: 'an alert rule',
    claims: null,
    headers: header('alert', 'grafana_scheduler', 'Admin'),
    sees: () => true,
    money: 'customer',
    nameless: true,
  },
  {
    name: 'an alert rule of an organisation',
    claims: null,
    headers: header('alert', 'grafana_scheduler', 'Admin', '3'),
    sees: acme,
    money: 'customer',
    nameless: true,
  },
  {
    name: 'a public dashboard',
    claims: null,
    headers: header('public', 'service', 'Admin'),
    sees: ({ team }) => team === 'ads',
    money: 'none',
    nameless: true,
  },
  {
    name: 'an anonymous visitor',
    claims: {
      type: 'anonymous',
      sub: 'anonymous:0',
      username: undefined,
      email: undefined,
      role: 'Admin',
      aud: 'org:1',
    },
    headers: header('user', '', 'Viewer'),
    sees: ({ project }) => project === 'site',
    money: 'customer',
    nameless: true,
  },
];
