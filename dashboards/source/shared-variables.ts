import { type Question } from './question.ts';
import { type Variable, wordVariable } from './variables.ts';

/** How long a bar of a graph over time is; by itself what fits the range: days of a month, hours of a day. */
export function granularityVariable(): Variable {
  return wordVariable('granularity', 'Show', {
    'over time': 'auto',
    'per hour': 'hour',
    'per day': 'day',
    'per week': 'week',
    'per month': 'month',
  });
}

/** The chosen length of a bar. The word is a variable's until the browser asks. */
export const PER: Partial<Question> = { granularity: '$granularity' as Question['granularity'] };

/** Short enough to stand beside an amount in a tile. */
const COMPARED = { 'just before': 'previous_period', 'a week ago': 'week', 'a month ago': 'month' };
const [[JUST_BEFORE, PREVIOUS_PERIOD]] = Object.entries(COMPARED) as [[string, NonNullable<Question['compare']>]];

/** What changes are reckoned from. */
export function compareVariable(): Variable {
  return wordVariable('compare', 'Compare with', COMPARED);
}

/** What is chosen there: in questions, and in words. */
export const COMPARE = '$compare' as NonNullable<Question['compare']>;
export const COMPARE_TEXT = '${compare:text}';

/** The same where there are no variables: the time just before. */
export function comparePeriods<Json>(json: Json): Json {
  const text = JSON.stringify(json).replaceAll(COMPARE, PREVIOUS_PERIOD).replaceAll(COMPARE_TEXT, JUST_BEFORE);
  return JSON.parse(text) as Json;
}

/** What bars are stacked by. */
export function stackVariable(): Variable {
  return wordVariable('stack', 'Stack by', {
    model: 'model',
    provider: 'provider',
    team: 'team',
    project: 'project',
    operation: 'operation',
    environment: 'environment',
    user: 'user',
    'API key': 'api_key',
  });
}
