import { addCounts, type Counts, NOTHING } from './counts';
import { FileImport } from './file-import';
import { type ImportJob } from './import-job';
import { placeKey } from './import-places';
import { STDIN } from './open-input';

/** Imports files one after the other. What was booked before an error or a kill stays, and the next run goes on there. */
export async function runImport(job: ImportJob): Promise<Counts> {
  const { files, places, rejects } = job;
  const keys = new Map(files.map((file) => [file, keyOf(job, file)]));
  const found = new Map(
    [...keys].flatMap(([file, key]) => (key && places?.find(key) ? [[file, places.find(key)!]] : []))
  );
  rejects?.cutTo(Math.max(0, ...[...found.values()].map(({ rejectsBytes }) => rejectsBytes)));
  let counts = NOTHING;
  for (const file of files) {
    const before = counts;
    const reading = new FileImport(job, file, keys.get(file), (ofFile) =>
      job.observer.counted(addCounts(before, ofFile))
    );
    counts = addCounts(before, await reading.run(found.get(file)));
  }
  places?.forget([...keys.values()].filter((key) => key !== undefined));
  return counts;
}

/** Standard input cannot be read again: it has no place. */
function keyOf({ target, question }: ImportJob, file: string): string | undefined {
  return file === STDIN ? undefined : placeKey(target.identity, question, file);
}
