import { CoreApp } from '@grafana/data';
import { ME } from '../../../contract/dimensions';
import { isForTables, type MetricInfo } from '../../../contract/metrics';
import { BUILT_IN } from '../../catalogue';
import { holdsVariable } from '../../holds-variable';
import { type CompleteQuery } from '../../types';
import { type EditorProps } from '../editor-props';
import { findFilterFindings, whyNoDimension } from '../find-filter-findings';
import { findTimeFindings } from '../find-time-findings';
import { type Finding, hint, refused } from '../finding';

const MAX_GROUPS = 10_000;
/** Each group is a line of its own over time. */
const MAX_SERIES = 1_000;

type Context = Pick<EditorProps, 'query' | 'catalogue' | 'app' | 'shape' | 'range'>;

/** What the collector refuses about a question about usage, before it is asked; and what the panel would draw better. */
export function findUsageFindings(context: Context): Finding[] {
  const { query, catalogue, app, range } = context;
  return [
    ...metricFindings(query, catalogue.metrics),
    ...groupFindings(query, catalogue.dimensions),
    ...helpFindings(query),
    ...limitFindings(query),
    ...comparisonFindings(query),
    ...unusedFindings(query),
    ...(app === CoreApp.UnifiedAlerting ? findAlertFindings(query, catalogue.metrics) : []),
    ...findTimeFindings(query, range),
    ...findFilterFindings(query, catalogue),
    ...panelFindings(context),
  ];
}

/** What a rule cannot take: it needs one number for each set of labels. */
export function findAlertFindings(query: CompleteQuery, offered: Array<MetricInfo<string>>): Finding[] {
  const { metrics, share, unused, compare, compareAs = 'fields' } = query;
  const [first] = metrics;
  const title = offered.find(({ id }) => id === first)?.title ?? first ?? '';
  const findings: Finding[] = [];
  if (metrics.length > 1) {
    findings.push(
      refused('metrics', 'Alert rules take one metric. Add a query for each other one.', {
        label: `Keep ${title} only`,
        words: { metrics: metrics.slice(0, 1) },
      })
    );
  }
  const text = offered.find(({ id, kind }) => kind === 'text' && metrics.includes(id));
  if (text) {
    findings.push(refused('metrics', `Alert rules take a number, and ${text.title} is a text.`));
  }
  const instant = offered.find(({ id, kind }) => kind === 'instant' && metrics.includes(id));
  if (instant) {
    findings.push(refused('metrics', `Alert rules compare with a threshold, and ${instant.title} is a point in time.`));
  }
  if (share) {
    findings.push(
      refused('share', 'Alert rules take one value, and the share is another.', {
        label: 'Switch off',
        words: { share: undefined },
      })
    );
  }
  if (unused) {
    findings.push(
      refused('unused', 'Alert rules take a value for each group, and unused ones have none.', {
        label: 'Switch off',
        words: { unused: undefined },
      })
    );
  }
  if (compare && compareAs === 'fields') {
    findings.push(
      refused('compareAs', 'Alert rules take one value: the previous one, or the change.', {
        label: 'Use the change',
        words: { compareAs: 'change' },
      })
    );
  }
  const me = query.filters.findIndex(({ values }) => values.includes(ME));
  if (me >= 0) {
    findings.push(refused(`filters.${me}`, `Nobody is signed in when a rule runs, so there is no ${ME}.`));
  }
  return [...findings, ...findVariables(query)];
}

/** Nobody puts a dashboard's variables in when a rule runs. */
function findVariables({ metrics, groupBy, filters }: CompleteQuery): Finding[] {
  const places: Array<[field: string, texts: string[]]> = [
    ['metrics', metrics],
    ['groupBy', groupBy],
    ...filters.map(({ dimension, values }, index): [string, string[]] => [`filters.${index}`, [dimension, ...values]]),
  ];
  return places
    .filter(([, texts]) => texts.some(holdsVariable))
    .map(([field]) => refused(field, 'Alert rules know no dashboard variables.'));
}

function metricFindings({ metrics, groupBy, filters, granularity }: CompleteQuery, offered: Array<MetricInfo<string>>) {
  const findings: Finding[] = [];
  // As long as the collector has not said what it has, it may have any.
  const sure = offered !== BUILT_IN.metrics;
  const unknown = metrics.find((id) => sure && !holdsVariable(id) && !offered.some((metric) => metric.id === id));
  if (metrics.length === 0) {
    findings.push(refused('metrics', 'Choose at least one metric.'));
  } else if (unknown !== undefined) {
    findings.push(refused('metrics', `${unknown} is not on offer here.`, without(metrics, unknown)));
  }
  const whole = offered.find((metric) => isForTables(metric) && metrics.includes(metric.id));
  if (whole && granularity !== 'none') {
    const what =
      whole.kind === 'text' ? 'a text' : whole.kind === 'instant' ? 'a point in time' : 'of all days together';
    findings.push(
      refused('metrics', `${whole.title} is ${what}, which has no course over time.`, {
        label: 'Ask for totals',
        words: { granularity: 'none' },
      })
    );
  }
  const single = filters.some(
    ({ dimension, operator, values }) => dimension === 'unit' && operator === '=' && values.length === 1
  );
  if (metrics.includes('units') && !groupBy.includes('unit') && !single) {
    findings.push(
      hint('metrics', 'Units of several kinds are never summed: group by unit, or filter by one.', {
        label: 'Group by unit',
        words: { groupBy: [...groupBy, 'unit'] },
      })
    );
  }
  return findings;
}

function groupFindings({ groupBy }: CompleteQuery, dimensions: EditorProps['catalogue']['dimensions']): Finding[] {
  const problems = groupBy.flatMap((id) => whyNoDimension(id, dimensions) ?? []);
  return problems.slice(0, 1).map((problem) => refused('groupBy', problem));
}

/** The meaning of a status stands beside it. */
function helpFindings({ metrics, groupBy, granularity }: CompleteQuery): Finding[] {
  const isAlone = metrics.includes('status_help') && !groupBy.includes('status_code');
  return isAlone && granularity === 'none' && !groupBy.some(holdsVariable)
    ? [
        refused('groupBy', 'Meaning and remedy are told of each status code.', {
          label: 'Group by status code',
          words: { groupBy: [...groupBy, 'status_code'] },
        }),
      ]
    : [];
}

function limitFindings({ limit, granularity }: CompleteQuery): Finding[] {
  if (limit === undefined || limit === null) {
    return [];
  }
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MAX_GROUPS) {
    return [refused('limit', 'A whole number from 1 to 10,000.')];
  }
  return limit > MAX_SERIES && granularity !== 'none' && !holdsVariable(granularity)
    ? [
        refused('limit', 'At most 1,000 groups over time.', {
          label: 'Ask for totals',
          words: { granularity: 'none' },
        }),
      ]
    : [];
}

function comparisonFindings({ share, compare, compareAs = 'fields' }: CompleteQuery): Finding[] {
  return share && compare && compareAs !== 'fields'
    ? [
        refused('share', 'There is no share where one value alone is shown.', {
          label: 'Switch off',
          words: { share: undefined },
        }),
      ]
    : [];
}

function unusedFindings({ unused, granularity, compare }: CompleteQuery): Finding[] {
  const problem =
    granularity !== 'none' && !holdsVariable(granularity)
      ? 'What was not used has no course over time.'
      : 'What was not used cannot be compared.';
  return unused && (compare || granularity !== 'none')
    ? [refused('unused', problem, { label: 'Switch off', words: { unused: undefined } })]
    : [];
}

/** Panels that show a single value take the newest step for the whole. */
function panelFindings({ query: { granularity, metrics }, shape, app }: Context): Finding[] {
  if (app === CoreApp.UnifiedAlerting || app === CoreApp.Explore || metrics.length === 0) {
    return [];
  }
  if (shape === 'series' && granularity === 'none') {
    return [
      hint('granularity', 'This panel draws steps over time.', {
        label: 'Use auto',
        words: { granularity: 'auto' },
      }),
    ];
  }
  const total = shape === 'single' || shape === 'totals';
  return total && granularity === 'auto'
    ? [
        hint('granularity', 'This panel shows single values, by default the newest step.', {
          label: 'Use total',
          words: { granularity: 'none' },
        }),
      ]
    : [];
}

function without(metrics: string[], id: string) {
  return { label: 'Remove it', words: { metrics: metrics.filter((metric) => metric !== id) } };
}
