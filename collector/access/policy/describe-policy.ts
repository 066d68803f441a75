import { type Policy, type View, type Viewer, VIEWERS } from './policy';

const NAMES: Readonly<Record<Viewer, string>> = {
  member: 'Members',
  lead: 'Team leads',
  admin: 'Admins',
  owner: 'Owners',
  alerts: 'Alert rules',
  public: 'Public dashboards',
  anonymous: 'Anonymous visitors',
};

const MONEY = {
  none: 'no amounts',
  customer: 'what the customer pays',
  all: 'what the customer pays and what the provider charges',
} as const;

/** The policy in force, a sentence for each kind of viewer. */
export function describePolicy(policy: Policy): string[] {
  return VIEWERS.map((viewer) => `${NAMES[viewer]} see ${describeView(policy.views[viewer])}.`);
}

/** What a view shows, as the end of a sentence. */
export function describeView({ rows, money, hide, export: mayExport }: View): string {
  if (rows === 'none') {
    return 'nothing';
  }
  const hidden = hide.length > 0 ? `, but nothing by ${hide.join(' or ')}` : '';
  const files = mayExport ? ', and may export' : '';
  return `${describeRows(rows)}, ${money === 'all' ? '' : 'and '}${MONEY[money]}${hidden}${files}`;
}

function describeRows(rows: Exclude<View['rows'], 'none'>): string {
  switch (rows) {
    case 'all':
      return 'all requests';
    case 'own':
      return 'their own requests';
    case 'team':
      return 'their own and their team’s requests';
    default:
      return `the requests of ${Object.entries(rows)
        .map(([field, values]) => `${field} ${values.join(' or ')}`)
        .join(' and ')}`;
  }
}
