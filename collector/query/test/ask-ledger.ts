import { type Frame, type FrameValue, type QueryResult } from '../../../contract/frame';
import { fullScope } from '../../access/scope';
import { IntakeBook } from '../../intake/intake-book';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { type BookedRecord } from '../../store/store';
import { type AnswerContext, answerRequest } from '../answer';

/** What time it is for tests unless they say so: a Thursday noon. */
export const NOW = Date.UTC(2026, 0, 15, 12);

/** The whole way from a request to its answer, over a real store in memory that holds these records. */
export async function askLedger(
  records: readonly BookedRecord[],
  body: unknown,
  asking: Partial<AnswerContext> = {}
): Promise<Record<string, QueryResult>> {
  const store = new SqliteStore(':memory:');
  const intake = new IntakeBook(':memory:', NOW);
  try {
    await store.append(records);
    const reportFault = (error: unknown) => {
      throw error;
    };
    const context = { scope: fullScope(), timezone: 'UTC', now: NOW, ledger: 'live' as const, reportFault };
    return (await answerRequest(body, { store, intake, ...context, ...asking })).results;
  } finally {
    await store.close();
    intake.close();
  }
}

/** The answer to one query over the year 2026 unless it says otherwise. */
export async function askOne(
  records: readonly BookedRecord[],
  query: Record<string, unknown>,
  asking?: Partial<AnswerContext>
): Promise<QueryResult> {
  const whole = { from: Date.UTC(2026, 0), to: Date.UTC(2027, 0) };
  const results = await askLedger(records, { ...whole, queries: [{ refId: 'A', ...query }] }, asking);
  return results.A!;
}

/** Rows of a table, one array each; throws the error of a failed query. */
export function rowsOf({ frames, error }: QueryResult): FrameValue[][] {
  if (!frames) {
    throw new Error(error);
  }
  const columns = frames[0]!.data.values;
  return (columns[0] ?? []).map((_, row) => columns.map((column) => column[row]!));
}

/** Texts of an answer's notices. */
export function noticesOf({ frames = [] }: QueryResult): string[] {
  return (frames[0]?.schema.meta.notices ?? []).map(({ text }) => text);
}

/** Labels of each series. */
export function labelsOf(frames: readonly Frame[] | undefined): Array<Record<string, string> | undefined> {
  return (frames ?? []).map(({ schema }) => schema.fields[1]?.labels);
}
