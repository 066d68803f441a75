import { type DimensionId } from '../../contract/dimensions';
import { type MetricId } from '../../contract/metrics';
import { type CompareAs, type Comparison, type Granularity, type NamedRange } from '../../contract/query';
import { type Filter } from '../store/store';
import { type TimeRange } from './time/range';

/** A valid question in the ledger's own words; who asks and what time it is are still open. */
export interface Question {
  readonly refId: string;
  readonly metrics: readonly MetricId[];
  readonly groupBy: readonly DimensionId[];
  readonly filters: readonly Filter[];
  readonly granularity: Granularity;
  readonly timezone: string;
  /** A named range beats the given one. */
  readonly range: NamedRange | TimeRange;
  readonly limit: number | null;
  readonly other: boolean;
  readonly compare: Comparison | null;
  readonly compareAs: CompareAs;
  /** Adds each value's fraction of the total. */
  readonly share: boolean;
  /** Adds the groups that are known but have no record in the range. */
  readonly unused: boolean;
  /** Whether the one asking may know which costs are reported and which computed. */
  readonly tellsCostSource: boolean;
  /** End the range at a border of a bucket that has passed. */
  readonly complete: boolean;
  /** Leave out the newest of the range, ms. */
  readonly settleMs: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** What the one asking should know about how the question was read. */
  readonly notices: readonly string[];
}
