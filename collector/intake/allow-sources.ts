import { type Rejection } from '../../contract/record';
import { type ReadRecords } from '../ingest/read-records';

/** What of a batch a token may book that is limited to sources; the rest is rejected row by row. Null: all of it. */
export function allowSources(read: ReadRecords, sources: readonly string[] | null): ReadRecords {
  if (sources === null) {
    return read;
  }
  const allowed = new Set(sources);
  const kept = read.records.map((record) => allowed.has(record.source));
  const foreign = read.records.flatMap(({ id, source }, position): Rejection[] =>
    kept[position]
      ? []
      : [
          {
            index: read.indexes[position]!,
            id,
            field: 'source',
            message: `source must be ${sources.join(' or ')}: this token books for no other, and the record has ${source}`,
          },
        ]
  );
  return {
    ...read,
    records: read.records.filter((_, position) => kept[position]),
    indexes: read.indexes.filter((_, position) => kept[position]),
    rejected: [...read.rejected, ...foreign],
  };
}
