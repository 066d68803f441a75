import { CoreApp } from '@grafana/data';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../contract/query';
import { type CompleteQuery } from '../types';
import { enumerate, inSentence, rangeTitle } from '../words';
import { type TitleOf } from './query-kind';

/** Range by name and what is left out of it, empty where the panel's own range is meant. */
export function rangePhrase({ range, complete, settle }: CompleteQuery): string {
  const parts = [
    range && inSentence(rangeTitle(range)),
    complete && 'complete buckets only',
    settle && `without the newest ${settle}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What has the time picker. Settings of annotations and histories of questions do not tell what they are in. */
export function pickerOf(app?: CoreApp): string {
  if (app === undefined) {
    return 'time picker';
  }
  return app === CoreApp.Explore ? 'Explore' : 'dashboard';
}

export function zonePhrase({ timezone }: CompleteQuery, app?: CoreApp): string {
  switch (timezone) {
    case LEDGER_ZONE:
      return 'ledger’s time zone';
    case DASHBOARD_ZONE:
      return `${pickerOf(app)}’s time zone`;
    default:
      return timezone;
  }
}

/** Which calls count, empty if all do. */
export function conditionPhrase({ filters }: CompleteQuery, titleOf: TitleOf): string {
  const conditions = filters
    .filter(({ values }) => values.length > 0)
    .map(
      ({ dimension, operator, values }) => `${inSentence(titleOf(dimension))} ${operator} ${enumerate(values, 'or')}`
    );
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
}

/** Parts of a sentence: the first ones are joined by spaces, the others follow after commas. */
export function sentence(head: Array<string | false | undefined>, ...tail: Array<string | false | undefined>): string {
  return [head.filter(Boolean).join(' '), ...tail.filter(Boolean)].join(', ');
}
