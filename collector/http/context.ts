import { type Logger } from 'pino';
import { type IdTokenVerifier } from '../access/id-token/create-id-token-verifier';
import { type RateLimit } from '../access/rate-limit';
import { type TokenBook } from '../access/token-book';
import { type AuditedUse } from '../audit/audited-use';
import { type Settings } from '../config/settings';
import { type ContentBook } from '../content/content-book';
import { type CallBook } from '../ingest/otlp/call-book';
import { type IntakeBook } from '../intake/intake-book';
import { type CommitQueue } from '../journal/commit-queue';
import { type Store } from '../store/store';
import { type Metrics } from './metrics';

/** Everything a collector is made of. Nothing in it is global, so tests run many side by side. */
export interface AppContext {
  readonly settings: Settings;
  readonly store: Store;
  /** The way into the store for what arrives: requests share commits. */
  readonly commits: CommitQueue;
  /** Prompts and answers; null: none are kept, and there are none of before. */
  readonly contents: ContentBook | null;
  /** Spans that have become records. */
  readonly calls: CallBook;
  /** Counts of what arrives. */
  readonly intake: IntakeBook;
  readonly metrics: Metrics;
  readonly tokens: TokenBook;
  /** What tokens have used of their limits. */
  readonly rates: RateLimit;
  /** Of Grafana's id tokens; null: none is verified. */
  readonly verifier: IdTokenVerifier | null;
  readonly adminUses: AuditedUse;
  /** Started without tokens and reachable from this machine only: everything is allowed until one is made. */
  readonly open: boolean;
  readonly ledger: 'live' | 'demo';
  /** Epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
}
