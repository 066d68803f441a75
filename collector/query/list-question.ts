import { ledgerError } from '../errors';
import { type Calendar, DEFAULT_DAY_PARTS } from '../store/store';
import { parseQuery } from './parse';
import { planQuery } from './plan';
import { type AnswerContext } from './query-handler';
import { type Question } from './question';
import { type TimeRange } from './time/range';

/** What questions about usage have and lists have no place for. */
const USAGE_ONLY = ['metrics', 'groupBy', 'granularity', 'limit', 'other', 'compare', 'compareAs', 'share'];

export interface ListQuestion {
  /** Zone, range, filters and notices of the list; its metrics mean nothing. */
  readonly question: Question;
  /** Fields that were sent and mean nothing in a list. */
  readonly idle: readonly string[];
}

/**
 * Reads what a list has in common with a question about usage: zone, range and filters; throws where it cannot be read.
 *
 * @param own - names of the fields that the list reads itself
 */
export function parseListQuestion(
  refId: string,
  query: Record<string, unknown>,
  own: readonly string[],
  ledgerZone: string
): ListQuestion {
  const idle = USAGE_ONLY.filter((field) => !own.includes(field));
  const common = Object.entries(query).filter(([field]) => !own.includes(field) && !idle.includes(field));
  const question = parseQuery(
    refId,
    { ...Object.fromEntries(common), queryType: 'usage', metrics: ['requests'] },
    ledgerZone
  );
  if ('code' in question) {
    throw question;
  }
  return { question, idle: idle.filter((field) => saysSomething(query[field])) };
}

/** Start and end of the list. */
export async function listRange(
  question: Question,
  { store, scope, now }: Pick<AnswerContext, 'store' | 'scope' | 'now'>
): Promise<TimeRange> {
  const first = question.range === 'all' ? await store.firstTimestamp(scope) : null;
  return planQuery(question, now, first).range;
}

/** What the dimensions of time mean in a question. */
export function calendarOf({ timezone }: Question, { dayParts }: Pick<AnswerContext, 'dayParts'>): Calendar {
  return { timezone, dayParts: dayParts ?? DEFAULT_DAY_PARTS };
}

/** Lists have no numbers per label set. */
export function refuseAlert({ scope }: Pick<AnswerContext, 'scope'>, queryType: string): void {
  if (scope.alert) {
    throw ledgerError(
      'invalid_query',
      `${queryType} is a list and gives no number to alert on: ask queryType usage`,
      'queryType'
    );
  }
}

function saysSomething(value: unknown): boolean {
  const nothing = value === undefined || value === null || value === false || value === '' || value === 'none';
  return !nothing && !(Array.isArray(value) && value.length === 0);
}
