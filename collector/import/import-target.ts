import { type UsageRecord } from '../../contract/record';
import { type RowProblem } from './import-row';

/** What a batch came to; each record is one of accepted, duplicates, amended and rejected. */
export interface Booked {
  readonly accepted: number;
  readonly duplicates: number;
  readonly amended: number;
  /** Of duplicates and amended, how many brought a value that differs from the one first seen. */
  readonly conflicts: number;
  /** By position in the batch. */
  readonly rejected: ReadonlyArray<{ readonly position: number; readonly problem: RowProblem }>;
}

/** Where an import goes. */
export interface ImportTarget {
  /** What tells it from other ledgers: an import that was broken off goes on in the same one only. */
  readonly identity: string;
  /** Most records of a batch. */
  readonly mostRecords: number;
  /** Books records; they are durable once this resolves. */
  book(records: readonly UsageRecord[]): Promise<Booked>;
  /** Puts on record, where that is possible, what was imported. */
  finish(details: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}
