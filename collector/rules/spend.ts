import { type AlertRule, KEEP_LAST, type LedgerQuestion } from './rule';
import { dashboardPath, dollars, dollarsOf, label } from './text';

const TEAM = label('team');

function spend(refId: string, more: Omit<Partial<LedgerQuestion>, 'refId' | 'metrics'>): LedgerQuestion {
  return { refId, metrics: ['cost'], groupBy: ['team'], ...more };
}

const OF_TEAMS = {
  group: 'spend',
  severity: 'warning',
  label: 'team',
  execErrState: KEEP_LAST,
  messagePer: { is: ['team'], why: 'Whoever answers for one team has no use for another’s.' },
  groupWait: '10s',
} as const;

export const SPEND_TODAY: AlertRule = {
  name: 'spend-today',
  title: 'Spend today by team',
  ...OF_TEAMS,
  threshold: { value: 25, unit: 'USD a day and team' },
  pendingFor: { is: '0s', why: 'Spend of a day only grows: waiting would only delay the message.' },
  noDataState: { is: 'OK', why: 'No call yet today is no trouble; this also ends the alerts of yesterday.' },
  repeatInterval: { is: '1d', why: 'It stays above the line till midnight, and all of it has been said.' },
  asks: 'A calendar day of the ledger’s zone, not the last 24 hours.',
  steps: ({ threshold }) => [spend('A', { range: 'today' }), { refId: 'C', of: 'A', above: threshold }],
  texts: ({ threshold }) => ({
    summary: `${TEAM} has spent more than ${dollarsOf(threshold)} on LLM calls today`,
    description:
      `The team has spent ${dollars('A')} since midnight (zone of the ledger). ` +
      'The dashboard shows which models and users it comes from.',
    value: dollars('A'),
    threshold: `${dollarsOf(threshold)} a day`,
    dashboard: dashboardPath('tokenledger-teams', 'now/d', { team: 'team' }),
  }),
};

export const SPEND_MONTH: AlertRule = {
  name: 'spend-month',
  title: 'Spend this month by team',
  ...OF_TEAMS,
  threshold: { value: 500, unit: 'USD a month and team' },
  pendingFor: { is: '0s', why: 'Spend of a month only grows: waiting would only delay the message.' },
  noDataState: { is: 'OK', why: 'No call yet this month is no trouble; this also ends the alerts of the last one.' },
  repeatInterval: { is: '4d', why: 'It stays above the line till the month ends; Grafana forgets after five days.' },
  asks: 'A calendar month of the ledger’s zone, up to now.',
  steps: ({ threshold }) => [spend('A', { range: 'month' }), { refId: 'C', of: 'A', above: threshold }],
  texts: ({ threshold }) => ({
    summary: `${TEAM} has spent more than ${dollarsOf(threshold)} on LLM calls this month`,
    description:
      `The team has spent ${dollars('A')} since the first of the month (zone of the ledger). ` +
      'The dashboard shows on which days and models.',
    value: dollars('A'),
    threshold: `${dollarsOf(threshold)} a month`,
    dashboard: dashboardPath('tokenledger-teams', 'now/M', { team: 'team' }),
  }),
};

export const SPEND_SPIKE: AlertRule = {
  name: 'spend-spike',
  title: 'Spend spike by team',
  ...OF_TEAMS,
  threshold: { value: 2, unit: 'times the spend by this time a week ago' },
  minimum: { value: 50, unit: 'USD today, below which no growth counts' },
  pendingFor: { is: '30m', why: 'A job that merely started earlier than last week is caught up with meanwhile.' },
  noDataState: { is: 'OK', why: 'Nobody has spent anything today, which is no spike.' },
  repeatInterval: { is: '1d', why: 'A day that went wrong stays so till midnight.' },
  asks:
    'Midnight to now against midnight to the same time of the same weekday: both are as incomplete. The value of then is ' +
    'asked rather than the change, which is unknown (null) for a team that spent nothing then and would never fire. T, ' +
    'the spend of all teams then, is 0 in the ledger’s first week, when there is nothing to compare with.',
  steps: ({ threshold, minimum }) => [
    spend('A', { range: 'today' }),
    spend('P', { range: 'today', compare: 'week', compareAs: 'previous' }),
    spend('T', { groupBy: [], range: 'today', compare: 'week', compareAs: 'previous' }),
    { refId: 'C', expression: `$A >= ${minimum} && $A > ${threshold} * $P && $T > 0` },
  ],
  texts: ({ threshold, minimum }) => ({
    summary: `${TEAM} spends more than ${threshold} times as much on LLM calls as a week ago`,
    description:
      `The team has spent ${dollars('A')} today; by this time of the same weekday a week ago it was ${dollars('P')}. ` +
      'The dashboard shows when it began and with which models.',
    value: `${dollars('A')}, a week ago ${dollars('P')}`,
    threshold: `${threshold} times a week ago, from ${dollarsOf(minimum)}`,
    dashboard: dashboardPath('tokenledger-teams', 'now-8d/d', { team: 'team' }),
  }),
};
