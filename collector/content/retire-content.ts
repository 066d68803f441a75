import { type ContentBook } from './content-book';

const EVERY_MS = 3_600_000;

/**
 * Deletes content that is past its time, now and every hour. Returns what ends it.
 *
 * @param report - told of a failure; the next hour tries again
 */
export function retireContent(
  book: ContentBook,
  { clock, report }: { clock: () => number; report: (error: unknown) => void }
): () => Promise<void> {
  let running = Promise.resolve();
  const retire = () => {
    running = running
      .then(() => book.retire(clock()))
      .then(() => undefined)
      .catch(report);
  };
  retire();
  const timer = setInterval(retire, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
