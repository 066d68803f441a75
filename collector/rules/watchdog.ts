import { type AlertRule } from './rule';

/** Fires when the collector cannot be asked, so that the others need not. */
export const WATCHDOG: AlertRule = {
  name: 'watchdog',
  title: 'Token Ledger does not answer',
  group: 'collector',
  severity: 'critical',
  pendingFor: { is: '3m', why: 'An upgrade or a restart takes less.' },
  noDataState: { is: 'OK', why: 'An answer without rows is one: nobody has called within the hour.' },
  execErrState: { is: 'Alerting', why: 'A question that fails is what this rule is for; unlike Error it heeds "for".' },
  messagePer: { is: [], why: 'There is one collector.' },
  groupWait: '10s',
  repeatInterval: { is: '4h', why: 'Till then no other rule can fire.' },
  asks:
    'One question of each kind that the other rules ask, so that a right taken away is told too: they keep their last ' +
    'state then, and would be silent for good. No answer is below 0.',
  steps: () => [
    { refId: 'A', metrics: ['cost'], groupBy: ['team'], range: '1h', limit: 1 },
    { refId: 'B', metrics: ['requests'], groupBy: ['provider', 'model'], range: '1h', limit: 1 },
    { refId: 'D', queryType: 'intake', metrics: ['rejected'], groupBy: ['source'], range: '1h', limit: 1 },
    { refId: 'C', failsWithAny: ['A', 'B', 'D'] },
  ],
  texts: (_limits, datasourceUid) => ({
    summary: 'Grafana gets no answer from Token Ledger',
    description:
      'The alert rules on LLM spend, errors, latency and intake keep the state they were in, and none of them can fire. ' +
      'Either the collector is down or out of reach, or it refuses what the rules ask: the data source’s Save & test says ' +
      'which. Records sent meanwhile are kept by their senders as far as these try again.',
    settings: `connections/datasources/edit/${datasourceUid}`,
  }),
};
