import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QueryResult } from '../../../contract/frame';
import { fullScope, type Scope } from '../../access/scope';
import { IntakeBook } from '../../intake/intake-book';
import { type OpenStore } from '../../store/conformance/bookings';
import { answerRequest } from '../answer';
import { brokenFrameRules } from '../test/frame-rules';
import { readLedger } from './read-ledger';

/** A question to one of the ledgers beside its answer, as its file has it. */
interface Question {
  /** What the answer shows, as a sentence. */
  readonly title: string;
  readonly ledger: string;
  /** RFC 3339; default: long after. */
  readonly now?: string;
  /** Who asks, and which rows that person sees; default all. */
  readonly user?: string;
  readonly rows?: Scope['rows'];
  readonly query: Readonly<Record<string, unknown>>;
  readonly answer: Golden;
}

/** What panels read of an answer: frames without the wording around them, or why there are none. */
export type Golden =
  | { readonly status: number; readonly error: string }
  | { readonly frames: ReadonlyArray<{ type: string; columns: Readonly<Record<string, unknown>> }> };

export const QUESTIONS = join(__dirname, 'questions');
const LONG_AFTER = '2027-01-01T00:00:00Z';

export function readQuestion(file: string): Question {
  return JSON.parse(readFileSync(join(QUESTIONS, file), 'utf8')) as Question;
}

/** Questions with answers worked out by hand, for any store. */
export function describeAnswers(name: string, open: OpenStore): void {
  const files = readdirSync(QUESTIONS).map((file) => [file.replace('.json', ''), readQuestion(file)] as const);
  describe(`answers from ${name}`, () => {
    it.each(files)('%s: $title', async (_, question) => {
      const result = await askQuestion(question, open);
      expect(goldenOf(result)).toEqual(question.answer);
      expect(brokenFrameRules(result)).toEqual([]);
    });
  });
}

/** The engine's answer to a question from a store that holds the ledger. */
export async function askQuestion(question: Omit<Question, 'answer'>, open: OpenStore): Promise<QueryResult> {
  const now = Date.parse(question.now ?? LONG_AFTER);
  const opened = await open();
  const intake = new IntakeBook(':memory:', now);
  const reportFault = (error: unknown) => {
    throw error;
  };
  try {
    await opened.store.append(readLedger(question.ledger));
    const scope: Scope = { ...fullScope(question.user ?? null), rows: question.rows ?? 'all' };
    const context = { store: opened.store, intake, scope, now, timezone: 'UTC', ledger: 'live' as const, reportFault };
    const { results } = await answerRequest({ queries: [{ refId: 'A', ...question.query }] }, context);
    return results.A!;
  } finally {
    intake.close();
    await opened.close();
  }
}

/** Each column under its name and labels, in their order; times as texts. */
export function goldenOf({ status, error, frames = [] }: QueryResult): Golden {
  if (error !== undefined) {
    return { status, error };
  }
  return {
    frames: frames.map(({ schema: { meta, fields }, data }) => ({
      type: meta.type,
      columns: Object.fromEntries(
        fields.map(({ name, labels, type }, index) => [
          [name, ...Object.entries(labels ?? {}).map(([key, label]) => `${key}=${label}`)].join(' '),
          data.values[index]!.map((value) => (type === 'time' ? new Date(Number(value)).toISOString() : value)),
        ])
      ),
    })),
  };
}
