import { type LogOrder } from '../../../contract/query';
import { type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';

/**
 * Throws where single records may not be seen. They show everything that is in them, names in free texts too, so those
 * who may not see `user` see sums only.
 */
export function requireRows(scope: Scope, order: LogOrder, minCost: bigint | null): void {
  if (scope.hiddenDimensions.includes('user')) {
    throw ledgerError('forbidden', 'You may see sums, not single records: ask queryType usage', 'queryType');
  }
  requireMoney(scope, order, minCost);
}

/** Throws where the order or the least of a cost would tell what the scope keeps. */
export function requireMoney({ money }: Scope, order: LogOrder, minCost: bigint | null): void {
  if (money === 'none' && (order === 'cost' || minCost !== null)) {
    const field = order === 'cost' ? 'order' : 'min_cost';
    throw ledgerError('forbidden', `${field} tells of costs, which the policy does not show to you`, field);
  }
}
