import { type DimensionId } from '../../../contract/dimensions';
import { PROVIDER_SIDE, type RowRule, type Scope } from '../scope';
import { type MoneyView, type OrganizationView, type View } from './policy';

export interface Viewing {
  readonly view: View;
  /** The person asking, as `user` in the ledger; null if it is none. */
  readonly user: string | null;
  /** Teams that the person leads. */
  readonly teams: readonly string[];
  readonly organization: OrganizationView;
  readonly alert: boolean;
}

/** Dimensions that tell of amounts which a view keeps back. */
const TELLING: Readonly<Record<MoneyView, readonly DimensionId[]>> = {
  all: [],
  customer: PROVIDER_SIDE,
  none: [...PROVIDER_SIDE, 'cost_source', 'tier', 'multiplier'],
};

/** What a view lets somebody see. */
export function scopeFromView({ view, user, teams, organization, alert }: Viewing): Scope {
  return {
    rows: withinOrganization(rowsOf(view.rows, user, teams), organization),
    user,
    money: view.money,
    hiddenDimensions: [...new Set([...view.hide, ...TELLING[view.money]])],
    alert,
    mayExport: view.export,
  };
}

function rowsOf(rows: View['rows'], user: string | null, teams: readonly string[]): Scope['rows'] {
  switch (rows) {
    case 'all':
      return 'all';
    case 'none':
      return [];
    case 'own':
      return ownRows(user);
    case 'team':
      return [...ownRows(user), ...(teams.length > 0 ? [{ team: teams }] : [])];
    default:
      return [rows];
  }
}

function ownRows(user: string | null): RowRule[] {
  return user === null ? [] : [{ user: [user] }];
}

function withinOrganization(rows: Scope['rows'], { organizations }: OrganizationView): Scope['rows'] {
  if (organizations === null) {
    return rows;
  }
  return rows === 'all'
    ? [{ organization: organizations }]
    : rows.flatMap((rule) => {
        const allowed = rule.organization?.filter((name) => organizations.includes(name)) ?? organizations;
        return allowed.length === 0 ? [] : [{ ...rule, organization: allowed }];
      });
}
