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
