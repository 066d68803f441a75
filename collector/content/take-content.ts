import { type UsageRecord } from '../../contract/record';
import { CONTENT_DROPPED } from '../ingest/read-record';
import { type ReadRecords } from '../ingest/read-records';
import { type Content } from './content';
import { type ContentBook } from './content-book';

interface Taken {
  /** The records as they are to be booked. */
  readonly records: UsageRecord[];
  /** Keeps what came with them, once they are booked, but for those at the positions named. */
  readonly keep: (but: readonly number[], now: number) => void;
}

/** Takes the prompts and answers that came with records; without a book they stay dropped. */
export function takeContent(
  { records, contents }: Pick<ReadRecords, 'records' | 'contents'>,
  book: Pick<ContentBook, 'keep'> | null
): Taken {
  if (!book || contents.size === 0) {
    return { records, keep: () => undefined };
  }
  const arrivals = records.map((record): Content | undefined => contents.get(record));
  return {
    records: records.map((record, position) => (arrivals[position] ? withoutDroppedFlag(record) : record)),
    keep: (but, now) => {
      const left = new Set(but);
      const kept = records.flatMap((record, position) => {
        const content = arrivals[position];
        return content && !left.has(position) ? [{ record, content }] : [];
      });
      if (kept.length > 0) {
        book.keep(kept, now);
      }
    },
  };
}

function withoutDroppedFlag(record: UsageRecord): UsageRecord {
  const flags = record.flags?.filter((flag) => flag !== CONTENT_DROPPED) ?? [];
  return { ...record, flags: flags.length > 0 ? flags : undefined };
}
