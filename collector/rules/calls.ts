import { type MetricId } from '../../contract/metrics';
import { type AlertRule, KEEP_LAST, type LedgerQuestion } from './rule';
import { count, dashboardPath, duration, label, percent, percentOf } from './text';

const MODEL = `${label('model')} (${label('provider')})`;
const LINK = dashboardPath('tokenledger-latency', 'now-6h', { provider: 'provider', model: 'model' });

function lately(refId: string, metric: MetricId, minutes: number): LedgerQuestion {
  return { refId, metrics: [metric], groupBy: ['provider', 'model'], since: minutes * 60 };
}

const OF_MODELS = {
  group: 'calls',
  label: 'model',
  execErrState: KEEP_LAST,
  messagePer: {
    is: ['provider'],
    why: 'When a provider is in trouble, so are its models: one message for them all.',
  },
  groupWait: '30s',
  repeatInterval: { is: '4h', why: 'Trouble that lasts should not be forgotten.' },
} as const;

/** How long an alert outlives its trouble, in minutes: rates and percentiles swing around their thresholds. */
function outliving(minutes: number, what: string) {
  return {
    keepFiringFor: {
      is: `${minutes}m`,
      why: `A ${what} swings around its threshold: one message, not one for each swing.`,
    },
    missingSeriesEvals: {
      is: minutes,
      why: 'As long as keepFiringFor, which ends at once for a model that is no longer called.',
    },
  };
}

export const ERROR_RATE: AlertRule = {
  name: 'error-rate',
  title: 'Error rate by model',
  ...OF_MODELS,
  severity: 'critical',
  threshold: { value: 0.05, unit: 'of the calls of the last 15 minutes (a fraction)' },
  minimum: { value: 50, unit: 'calls in them, below which a rate is noise' },
  pendingFor: { is: '5m', why: 'Providers stumble for a minute or two; nobody can act on that.' },
  ...outliving(10, 'rate'),
  noDataState: { is: 'OK', why: 'Without calls there are no failed ones; silence is the subject of source-silent.' },
  asks: 'Both over the same 15 minutes: the rate, and how many calls it is of.',
  steps: ({ threshold, minimum }) => [
    lately('A', 'error_rate', 15),
    lately('N', 'requests', 15),
    { refId: 'C', expression: `$A > ${threshold} && $N >= ${minimum}` },
  ],
  texts: ({ threshold, minimum }) => ({
    summary: `More than ${percentOf(threshold)} of the calls to ${MODEL} fail`,
    description:
      `Of ${count('N')} calls in 15 minutes ${percent('A')} ended without a 2xx status. ` +
      'The dashboard shows the errors by status and type.',
    value: `${percent('A')} of ${count('N')} calls`,
    threshold: `${percentOf(threshold)} of at least ${minimum} calls`,
    dashboard: LINK,
  }),
};

export const LATENCY_P95: AlertRule = {
  name: 'latency-p95',
  title: 'p95 latency by model',
  ...OF_MODELS,
  severity: 'warning',
  threshold: { value: 30, unit: 'seconds, 95th percentile of the last 30 minutes' },
  minimum: { value: 50, unit: 'calls in them, below which a percentile is noise' },
  pendingFor: { is: '10m', why: 'A burst of long prompts passes; a slow provider stays slow.' },
  ...outliving(15, 'percentile'),
  noDataState: { is: 'OK', why: 'Without calls there are no slow ones; silence is the subject of source-silent.' },
  asks: 'The ledger keeps milliseconds; S has seconds, which read better.',
  steps: ({ threshold, minimum }) => [
    lately('A', 'latency_p95', 30),
    lately('N', 'requests', 30),
    { refId: 'S', expression: '$A / 1000' },
    { refId: 'C', expression: `$S > ${threshold} && $N >= ${minimum}` },
  ],
  texts: ({ threshold, minimum }) => ({
    summary: `One call in twenty to ${MODEL} takes longer than ${threshold}s`,
    description:
      `The 95th percentile of ${count('N')} calls in 30 minutes is ${duration('S')}. ` +
      'The dashboard shows since when, and for whom.',
    value: `${duration('S')} of ${count('N')} calls`,
    threshold: `${threshold}s of at least ${minimum} calls`,
    dashboard: LINK,
  }),
};
