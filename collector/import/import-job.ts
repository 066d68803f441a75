import { type ColumnMapping } from './column-mapping';
import { type Counts } from './counts';
import { type ImportFormat } from './import-format';
import { type ImportPlaces } from './import-places';
import { type ImportTarget } from './import-target';
import { type Reject, type RejectsFile } from './rejects-file';

export interface ImportJob {
  readonly format: ImportFormat;
  readonly files: readonly string[];
  readonly mapping: ColumnMapping;
  /** What was asked for beside the files: another question is another import, which begins anew. */
  readonly question: string;
  readonly source: string;
  readonly batch: number;
  readonly target: ImportTarget;
  /** Where places are kept; null: nothing is to be written. */
  readonly places: ImportPlaces | null;
  readonly rejects: RejectsFile | null;
  readonly observer: ImportObserver;
  /** Once it is aborted, the import ends with the batch that is being booked. */
  readonly stop?: AbortSignal;
  readonly clock?: () => number;
}

/** Told how an import goes. */
export interface ImportObserver {
  opened(file: string, bytesRead: () => number): void;
  continued(file: string, rows: number): void;
  /** Counts of the whole import so far. */
  counted(counts: Counts): void;
  rejected(rejects: readonly Reject[]): void;
}
