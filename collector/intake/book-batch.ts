import { type IntakeReply, type Rejection } from '../../contract/record';
import { takeContent } from '../content/take-content';
import { type AppContext } from '../http/context';
import { type ReadRecords } from '../ingest/read-records';
import { allowSources } from './allow-sources';
import { bookRecords } from '../journal/book-records';

/** What a batch came to. */
export type BatchResult = Required<Pick<IntakeReply, 'accepted' | 'duplicates' | 'amended' | 'conflicts'>> & {
  readonly rejected: readonly Rejection[];
};

/**
 * Books what was read of a request, whatever its format, in a commit that it may share with others, and counts what was
 * rejected. `source` is that of the token; rows that were rejected are counted under it. `sources` are those that it may
 * book for, null: all.
 */
export async function bookBatch(
  read: ReadRecords,
  { commits, contents, settings, intake, metrics }: AppContext,
  { source, sources, now }: { source: string; sources: readonly string[] | null; now: number }
): Promise<BatchResult> {
  const { indexes, rejected, ...allowed } = allowSources(read, sources);
  const { records, keep } = takeContent(allowed, settings.content.capture ? contents : null);
  const { pricing, directory } = settings;
  const { unknown, erased, ...counts } = await bookRecords(records, { store: commits, pricing, directory, now });
  keep([...unknown, ...erased], now);
  intake.rejected(source, rejected, now);
  metrics.rejected(rejected);
  const amendNothing = unknown.map((position): Rejection => ({
    index: indexes[position]!,
    id: records[position]!.id,
    field: 'model',
    message: 'model is required: there is no record of this source and id that this could amend',
  }));
  return { ...counts, rejected: [...rejected, ...amendNothing].sort((a, b) => a.index - b.index) };
}
