import { type Logger } from 'pino';
import { type TokenBook } from '../access/token-book';
import { type Settings } from '../config/settings';
import { type Store } from '../store/store';

/** Everything a collector is made of. Nothing in it is global, so tests run many side by side. */
export interface AppContext {
  readonly settings: Settings;
  readonly store: Store;
  readonly tokens: TokenBook;
  /** Started without tokens and reachable from this machine only: everything is allowed until one is made. */
  readonly open: boolean;
  readonly ledger: 'live' | 'demo';
  /** Epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
}
