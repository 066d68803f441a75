import { type Scope } from '../access/scope';
import { type ReadOptions, type Store } from '../store/store';
import { columnsOf, isCompared } from './columns';
import { type Plan } from './plan';

/** The first record that the one asking may see: no more than range `all` tells them. */
export interface Beginning {
  /** Its time, epoch ms. */
  readonly time: number;
  /** Whether it is the ledger's own first; otherwise others may have earlier ones. */
  readonly ofLedger: boolean;
}

/** Where the records begin that a comparison can be of; null: nothing is compared, or there is no record. */
export async function readBeginning(
  { question, compared }: Plan,
  scope: Scope,
  store: Store,
  options: ReadOptions
): Promise<Beginning | null> {
  if (!compared || compared.range.from >= compared.range.to || !columnsOf(question).some(isCompared)) {
    return null;
  }
  const time = await store.firstTimestamp(scope, options);
  return time === null ? null : { time, ofLedger: scope.rows === 'all' };
}
