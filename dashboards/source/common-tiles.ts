import { type Panel } from './panel.ts';
import { tile } from './panels/tile.ts';
import { ERRORS, SUCCESS } from './thresholds.ts';

/** Tiles that several dashboards open with, so that the same number has the same words. */
export const REQUESTS: Panel = tile({
  title: 'Requests',
  metric: 'requests',
  description: 'All calls, failed ones included.',
});

export const SUCCESS_RATE: Panel = tile({
  title: 'Success rate',
  metric: 'success_rate',
  thresholds: SUCCESS,
  description: 'Calls with status 2xx ÷ all calls. Target: 99 %.',
});

export const ERROR_RATE: Panel = tile({
  title: 'Error rate',
  metric: 'error_rate',
  thresholds: ERRORS,
  description: 'Failed calls ÷ all calls.',
});

export const MONTH_TO_DATE: Panel = tile({
  title: 'Month to date',
  metric: 'cost',
  question: { range: 'month', compare: 'month' },
  since: 'vs. last month',
  color: 'blue',
  description: 'Since the first of this calendar month, whatever range is viewed.',
});
