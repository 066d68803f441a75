import { type Frame } from '../../contract/frame';
import { type Scope } from '../access/scope';
import { type StateSample } from '../intake/collector-state';
import { type IntakeBook } from '../intake/intake-book';
import { type DayParts, type Store } from '../store/store';
import { type FrameContext } from './frames';
import { type PricedModel } from './read-unused';

/** What answers are made from. */
export interface AnswerContext extends FrameContext {
  readonly store: Store;
  /** Counts of what arrived, where they are kept. */
  readonly intake?: IntakeBook;
  /** Reads how the collector is doing. Default: nothing is known of it. */
  readonly readState?: () => StateSample;
  readonly scope: Scope;
  /** The ledger's zone. */
  readonly timezone: string;
  /** What peak, off peak and weekend are; default `DEFAULT_DAY_PARTS`. */
  readonly dayParts?: DayParts;
  /** Models that have a price of the ledger's own. Default: none. */
  readonly pricedModels?: readonly PricedModel[];
  /** Epoch ms. */
  readonly now: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Told of faults of our own, which the one asking learns no details of. */
  readonly reportFault: (error: unknown) => void;
}

/** Answers one query of a type, as it was sent; throws where it cannot be read or may not be asked. */
export type QueryHandler = (refId: string, query: Record<string, unknown>, context: AnswerContext) => Promise<Frame[]>;
