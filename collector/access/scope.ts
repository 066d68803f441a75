import { type DimensionId } from '../../contract/dimensions';

/**
 * What the one asking may see. Every read of the store takes one; there is no unscoped read.
 */
export interface Scope {
  /** `all`, or the rows for which any of the rules holds; none: no row. */
  readonly rows: 'all' | readonly RowRule[];
  /** The person asking, as `user` in the records; null if it is none (a script, an alert rule). */
  readonly user: string | null;
  /** `customer`: what the customer pays, nothing of the provider's cost, markup, fees and margin; `none`: no amounts. */
  readonly money: 'all' | 'customer' | 'none';
  /** Dimensions that may be neither grouped nor filtered by. */
  readonly hiddenDimensions: readonly DimensionId[];
  /** Asked by an alert rule: answers take one value per label set. */
  readonly alert: boolean;
  /** Whether rows and aggregates may be taken out as files. */
  readonly mayExport: boolean;
  /** Whether prompts and answers are shown, where they are kept: to administrators. Default: they are not. */
  readonly mayReadContent?: boolean;
  /** What the one asking should know about it. */
  readonly notice?: string;
}

/** Fields of a record that rights go by. */
export const RIGHT_FIELDS = ['user', 'team', 'organization', 'project', 'environment'] as const;
export type RightField = (typeof RIGHT_FIELDS)[number];

/**
 * Holds for a row whose fields all have one of the values given. A row without a value of a field is under no rule that
 * names the field.
 */
export type RowRule = Readonly<Partial<Record<RightField, readonly string[]>>>;

/** Dimensions that tell of the provider's cost. */
export const PROVIDER_SIDE: readonly DimensionId[] = ['cost_check'];

/** Everything, for scripts and administrators. */
export function fullScope(user: string | null = null): Scope {
  return { rows: 'all', user, money: 'all', hiddenDimensions: [], alert: false, mayExport: true };
}

/** A member's view: own rows and what they cost the customer. */
export function memberScope(user: string): Scope {
  return {
    rows: [{ user: [user] }],
    user,
    money: 'customer',
    hiddenDimensions: PROVIDER_SIDE,
    alert: false,
    mayExport: false,
  };
}

/** An alert rule's view: sums by team, project or model, nobody by name. */
export function alertScope(): Scope {
  return {
    rows: 'all',
    user: null,
    money: 'customer',
    hiddenDimensions: ['user', 'api_key', ...PROVIDER_SIDE],
    alert: true,
    mayExport: false,
  };
}

/** Sees nothing. */
export function emptyScope(): Scope {
  return { rows: [], user: null, money: 'customer', hiddenDimensions: [], alert: false, mayExport: false };
}

/** Whether nothing is kept from a scope: no row, no amount, no dimension. */
export function seesEverything({ rows, money, hiddenDimensions }: Scope): boolean {
  return rows === 'all' && money === 'all' && hiddenDimensions.length === 0;
}
