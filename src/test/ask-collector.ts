/** The collector's own judgement of a question, for tests that the editor says the same. */
import { type QueryType } from '../../contract/query';
import { alertScope, fullScope, type Scope } from '../../collector/access/scope';
import { ANNOTATIONS_QUERY } from '../../collector/query/annotations/answer';
import { AUDIT_QUERY } from '../../collector/query/audit/answer';
import { parseIntake, permitIntake } from '../../collector/query/intake/parse';
import { parseListQuestion } from '../../collector/query/list-question';
import { parseQuery } from '../../collector/query/parse';
import { permitQuestion } from '../../collector/query/permit';
import { planQuery } from '../../collector/query/plan';
import { parseRequests } from '../../collector/query/requests/parse';
import { type LedgerQuery } from '../types';

// The package is an ES module; the same as a script is beside it.
jest.mock('temporal-polyfill', () => {
  jest.requireActual('../../node_modules/temporal-polyfill/global.js');
  return { Temporal: (globalThis as { Temporal?: unknown }).Temporal };
});

const NOW = Date.UTC(2026, 2, 31, 12);
const DAY = 86_400_000;
const RANGE = { from: NOW - 7 * DAY, to: NOW };

type Read = (query: Record<string, unknown>, scope: Scope) => void;

const READERS: Readonly<Record<QueryType, Read>> = {
  usage: (query, scope) => {
    const question = parseQuery('A', query, 'UTC');
    if ('code' in question) {
      throw question;
    }
    planQuery(permitQuestion(question, scope), NOW, NOW - 90 * DAY);
  },
  intake: (query, scope) => {
    const asked = parseIntake('A', query, 'UTC');
    permitIntake(asked, scope);
    planQuery(asked.question, NOW, NOW - 90 * DAY);
  },
  requests: (query, scope) => {
    refuseLists(scope);
    parseRequests('A', query, 'UTC');
  },
  annotations: (query, scope) => {
    refuseLists(scope);
    ANNOTATIONS_QUERY.parse(query);
    parseListQuestion('A', query, ['kinds', 'filters'], 'UTC');
  },
  audit: (query, scope) => {
    refuseLists(scope);
    AUDIT_QUERY.parse(query);
    parseListQuestion('A', query, ['limit', 'filters'], 'UTC');
  },
};

/** Why the collector refuses a question over the last seven days, before it has seen any data; undefined if it does not. */
export function refusalOf(query: Partial<LedgerQuery>, { alerting = false } = {}): string | undefined {
  const read = READERS[(query.queryType || 'usage') as QueryType];
  try {
    read({ refId: 'A', ...RANGE, ...query }, alerting ? alertScope() : fullScope('ada'));
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function refuseLists({ alert }: Scope): void {
  if (alert) {
    throw new Error('lists give no number');
  }
}
