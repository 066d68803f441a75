import { type DimensionId } from '../../contract/dimensions';

/**
 * What the one asking may see. Every read of the store takes one; there is no unscoped read.
 */
export interface Scope {
  /** `own`: only rows of `user`. */
  readonly rows: 'all' | 'own';
  /** The person asking, as `user` in the records; null if it is none (a script, an alert rule). */
  readonly user: string | null;
  /** `customer`: what the customer pays, nothing of the provider's cost, markup, fees and margin. */
  readonly money: 'all' | 'customer';
  /** Dimensions that may be neither grouped nor filtered by. */
  readonly hiddenDimensions: readonly DimensionId[];
  /** Asked by an alert rule: answers take one value per label set. */
  readonly alert: boolean;
}

/** Dimensions that tell of the provider's cost. */
const PROVIDER_SIDE: readonly DimensionId[] = ['cost_check'];

/** Everything, for scripts and administrators. */
export function fullScope(user: string | null = null): Scope {
  return { rows: 'all', user, money: 'all', hiddenDimensions: [], alert: false };
}

/** A member's view: own rows and what they cost the customer. */
export function memberScope(user: string): Scope {
  return { rows: 'own', user, money: 'customer', hiddenDimensions: PROVIDER_SIDE, alert: false };
}

/** An alert rule's view: sums by team, project or model, nobody by name. */
export function alertScope(): Scope {
  return {
    rows: 'all',
    user: null,
    money: 'customer',
    hiddenDimensions: ['user', 'api_key', ...PROVIDER_SIDE],
    alert: true,
  };
}

/** Sees nothing. */
export function emptyScope(): Scope {
  return { rows: 'own', user: null, money: 'customer', hiddenDimensions: [], alert: false };
}

/** Whether nothing is kept from a scope: no row, no amount, no dimension. */
export function seesEverything({ rows, money, hiddenDimensions }: Scope): boolean {
  return rows === 'all' && money === 'all' && hiddenDimensions.length === 0;
}
