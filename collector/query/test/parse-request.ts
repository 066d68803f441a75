import { type LedgerError } from '../../errors';
import { parseQuery, readRequest } from '../parse';
import { type Question } from '../question';

/** One query of a request: a question, or why it is none. */
export type ParsedQuery = { refId: string; question: Question } | { refId: string; error: LedgerError };

/** Reads a whole request about usage. */
export function parseRequest(body: unknown, ledgerZone: string): ParsedQuery[] {
  return readRequest(body).map(({ refId, query }) => {
    const parsed = parseQuery(refId, query, ledgerZone);
    return 'refId' in parsed ? { refId, question: parsed } : { refId, error: parsed };
  });
}
