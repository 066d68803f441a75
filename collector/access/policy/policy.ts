import { type DimensionId } from '../../../contract/dimensions';
import { DIRECTORY_ROLES, type DirectoryRole } from '../../directory/entries';
import { type RowRule } from '../scope';

/** What a person can be to the ledger, the least first. */
export const LEDGER_ROLES = DIRECTORY_ROLES;
export type LedgerRole = DirectoryRole;

/** Roles that somebody has to be given. */
export const GIVEN_ROLES = ['lead', 'admin', 'owner'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

/** Everyone that a view can be of: persons by their role, and those who ask without being one. */
export const VIEWERS = [...LEDGER_ROLES, 'alerts', 'public', 'anonymous'] as const;
export type Viewer = (typeof VIEWERS)[number];

/** `team`: own rows and those of the teams led. */
export const ROW_WORDS = ['none', 'own', 'team', 'all'] as const;
/** `customer`: what the customer pays; `all`: the provider's cost, markup, fees and margin too. */
export const MONEY_VIEWS = ['none', 'customer', 'all'] as const;
export type MoneyView = (typeof MONEY_VIEWS)[number];

/** What one kind of viewer sees. */
export interface View {
  /** A rule names the rows by their fields. */
  readonly rows: (typeof ROW_WORDS)[number] | RowRule;
  readonly money: MoneyView;
  /** Dimensions that may be neither grouped nor filtered by. */
  readonly hide: readonly DimensionId[];
  /** Whether rows and aggregates may be taken out as files. */
  readonly export: boolean;
}

/** Whom a role is given to: a person for whom all that is named holds, to the letter. */
export interface Grant {
  /** Grafana's own role: Viewer, Editor or Admin. */
  readonly grafana_role?: string;
  readonly login?: string;
  readonly email?: string;
  /** `user` in the ledger. */
  readonly user?: string;
  /** Team in the ledger's directory. */
  readonly team?: string;
  /** Teams that a lead sees; without them it is the directory's. */
  readonly teams?: readonly string[];
}

export interface Policy {
  readonly roles: Readonly<Record<GivenRole, readonly Grant[]>>;
  readonly views: Readonly<Record<Viewer, View>>;
  /** Grafana organisations that are answered, by id. */
  readonly organizations: ReadonlyMap<number, OrganizationView>;
}

export interface OrganizationView {
  /** The `organization` whose rows it sees; null: those of all. */
  readonly organizations: readonly string[] | null;
}

/** Names of people and of what they hold. */
const PERSONAL: readonly DimensionId[] = ['user', 'api_key'];
const EVERYTHING: View = { rows: 'all', money: 'all', hide: [], export: true };
const NOTHING: View = { rows: 'none', money: 'none', hide: PERSONAL, export: false };

/**
 * Members see their own rows and what the customer pays, leads their team's, admins and owners everything; alert rules
 * sums without names; public dashboards and anonymous visitors nothing. One Grafana organisation, the first, is answered.
 */
export const DEFAULT_POLICY: Policy = {
  roles: { lead: [], admin: [{ grafana_role: 'Admin' }], owner: [] },
  views: {
    member: { rows: 'own', money: 'customer', hide: [], export: false },
    lead: { rows: 'team', money: 'customer', hide: [], export: false },
    admin: EVERYTHING,
    owner: EVERYTHING,
    alerts: { rows: 'all', money: 'customer', hide: PERSONAL, export: false },
    public: NOTHING,
    anonymous: NOTHING,
  },
  organizations: new Map([[1, { organizations: null }]]),
};

/** Where rights are given, for those who are refused. */
export const GRANTED_BY = 'An administrator of the ledger can grant it: policy in tokenledger.yaml.';
