import { metricInfo, type MetricId } from '../../../contract/metrics.ts';
import { fixed, HUGE_CHANGE, override, type Panel, steps } from '../panel.ts';
import { type Question, usage } from '../question.ts';
import { COMPARE, COMPARE_TEXT } from '../shared-variables.ts';
import { styleOf } from '../style.ts';

export interface TileOptions {
  readonly title: string;
  readonly metric: MetricId;
  readonly description: string;
  readonly question?: Partial<Question>;
  /** Beside the value its change since a time before, as the collector reckons it. Default: since what is chosen. */
  readonly compare?: false;
  /** Of a rate the value before says more than a change in per cent of per cent. Default: the change. */
  readonly beside?: 'change' | 'previous';
  /** What the change is called. */
  readonly since?: string;
  /** Colour of the value by steps; a plain one otherwise. */
  readonly thresholds?: object;
  readonly color?: string;
}

/**
 * One number and its change.
 *
 * Grafana's own percent change compares the first with the last point of a series, and a sparkline's reducer is wrong for
 * percentiles, rates and distinct counts. So both numbers come from one answer.
 */
export function tile(options: TileOptions): Panel {
  const { title, metric, description, question = {}, compare = COMPARE, thresholds } = options;
  const { beside = isRate(metric) ? 'previous' : 'change' } = options;
  const left = beside === 'change' ? 'previous' : 'change';
  const { decimals } = styleOf(metric);
  const shown =
    beside === 'change'
      ? {
          displayName: options.since ?? `vs. ${COMPARE_TEXT}`,
          unit: 'percentunit',
          decimals: 1,
          mappings: [UNKNOWN, HUGE_CHANGE],
        }
      : { displayName: COMPARE_TEXT };
  const second = { ...shown, color: fixed('text') };
  return stat(title, description, usage([metric], [], compare ? { compare, ...question } : question), {
    transformations: compare ? [{ id: 'organize', options: { excludeByName: { [`${metric}_${left}`]: true } } }] : [],
    defaults: {
      ...(decimals === undefined ? {} : { decimals }),
      color: thresholds ? { mode: 'thresholds' } : fixed(options.color ?? 'text'),
      thresholds: thresholds ?? steps('text'),
    },
    overrides: [
      ...(isMoney(metric) ? [override(metric, { unit: FULL_USD })] : []),
      ...(compare ? [override(`${metric}_${beside}`, second)] : []),
    ],
  });
}

/** A few numbers that belong together, without a change. */
export function tiles(
  title: string,
  description: string,
  metrics: readonly MetricId[],
  question: Partial<Question> = {},
  /** Texts need more room than numbers. */
  valueSize?: number
): Panel {
  return stat(title, description, usage(metrics, [], question), {
    valueSize,
    defaults: { color: fixed('text'), thresholds: steps('text') },
    overrides: metrics.map((metric) => {
      const { decimals } = styleOf(metric);
      return override(metric, {
        ...(decimals === undefined ? {} : { decimals }),
        ...(isMoney(metric) ? { unit: FULL_USD } : {}),
      });
    }),
  });
}

/** What a group is called that has the most: its name, and how much. */
export function topTile(title: string, description: string, question: Question, names?: Record<string, string>): Panel {
  const [by = '', metric = ''] = [question.groupBy?.[0], question.metrics?.[0]];
  const mappings = names
    ? [{ type: 'value', options: Object.fromEntries(Object.entries(names).map(([key, text]) => [key, { text }])) }]
    : [];
  const panel = stat(
    title,
    description,
    { ...question, limit: 1 },
    {
      defaults: { color: fixed('text'), thresholds: steps('text') },
      overrides: [
        override(by, { mappings, links: [] }),
        override(metric, metricInfo(metric as MetricId).unit === 'short' ? { unit: 'locale' } : {}),
      ],
    }
  );
  const reduceOptions = { calcs: ['lastNotNull'], fields: '/.*/', values: false };
  return { ...panel, options: { ...panel.options, reduceOptions } };
}

/** No number is no trouble: it is not red. */
const UNKNOWN = { type: 'special', options: { match: 'null+nan', result: { text: '–', color: 'text', index: 0 } } };

/** A bill is read to the cent; "$7.74K" is for axes. What the answer says of its unit wins over a panel's default. */
const FULL_USD = 'currency:financial:$';

function isMoney(metric: MetricId): boolean {
  return metricInfo(metric).unit === 'currencyUSD';
}

function isRate(metric: MetricId): boolean {
  return metricInfo(metric).unit === 'percentunit';
}

/** $123,456.78 and its change fit beside each other in a quarter of a window of 1280 px, Grafana's menu open. */
const VALUE_SIZE = 18;

type StatOptions = NonNullable<Panel['fieldConfig']> & Pick<Panel, 'transformations'> & { readonly valueSize?: number };

function stat(
  title: string,
  description: string,
  question: Question,
  { defaults, overrides, transformations = [], valueSize = VALUE_SIZE }: StatOptions
): Panel {
  return {
    type: 'stat',
    title,
    description,
    targets: [question],
    transformations,
    fieldConfig: { defaults: { noValue: '–', mappings: [UNKNOWN], ...defaults }, overrides },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'vertical',
      textMode: 'value_and_name',
      wideLayout: false,
      // One size on all of them, whatever the length of the number.
      text: { titleSize: 12, valueSize },
      showPercentChange: false,
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}
