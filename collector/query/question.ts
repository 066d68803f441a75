import { type DimensionId } from '../../contract/dimensions';
import { type MetricId } from '../../contract/metrics';
import { type Granularity, type NamedRange } from '../../contract/query';
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
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** What the one asking should know about how the question was read. */
  readonly notices: readonly string[];
}
