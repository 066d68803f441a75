import { exportOf } from '../links.ts';
import {
  DASH,
  NOTHING,
  BY_NAME,
  type FieldConfig,
  fixed,
  GREY_OTHER,
  type Override,
  override,
  overrideMatching,
  type Panel,
  steps,
} from '../panel.ts';
import { type Question } from '../question.ts';

export interface GraphOptions {
  readonly title: string;
  readonly description: string;
  readonly questions: readonly Question[];
  /** Bars for what adds up over time, lines for what does not. */
  readonly draw: 'bars' | 'lines';
  readonly stacked?: boolean;
  /** Where the legend is. Bars have totals; of rates and percentiles over time neither the last step nor a mean is the whole. */
  readonly legend?: 'right' | 'bottom' | 'list' | 'none';
  readonly decimals?: number;
  readonly max?: number;
  /** Where the axis begins as long as no value is below it. Default: it always begins at 0. */
  readonly softMin?: number;
  readonly unit?: string;
  readonly overrides?: readonly Override[];
  /** One colour for everything but what an override says. */
  readonly color?: string;
  /** A line at a value, dashed. */
  readonly line?: { readonly value: number; readonly color: string };
}

/** Bars are days over a month and hours over a day, lines quarters of a day and quarters of an hour. */
const POINTS = { bars: 45, lines: 120 } as const;

export function graph(options: GraphOptions): Panel {
  const { title, description, questions, draw, stacked = false, legend = 'list' } = options;
  return {
    type: 'timeseries',
    title,
    description,
    targets: questions,
    maxDataPoints: POINTS[draw],
    links: exportOf(questions[0]!, POINTS[draw]),
    fieldConfig: fieldConfigOf(options),
    options: {
      legend: legendOf(legend, draw),
      tooltip: { mode: 'multi', sort: 'desc', hideZeros: stacked, maxHeight: 400 },
    },
  };
}

function fieldConfigOf(options: GraphOptions): FieldConfig {
  const { draw, stacked = false, decimals, max, softMin, unit, overrides = [], color, line } = options;
  return {
    defaults: {
      ...(unit === undefined ? {} : { unit }),
      ...(decimals === undefined ? {} : { decimals }),
      ...(max === undefined ? {} : { max }),
      ...(softMin === undefined ? { min: 0 } : {}),
      noValue: NOTHING,
      color: color === undefined ? BY_NAME : fixed(color),
      custom: {
        ...(draw === 'bars' ? BARS : LINES),
        ...(softMin === undefined ? {} : { axisSoftMin: softMin }),
        stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
        ...(line ? { thresholdsStyle: { mode: 'dashed' } } : {}),
      },
      thresholds: line ? steps('transparent', [line.value, line.color]) : steps('text'),
    },
    overrides: [DASH, GREY_OTHER, ...overrides],
  };
}

const BARS = {
  drawStyle: 'bars',
  fillOpacity: 80,
  lineWidth: 0,
  barAlignment: 1,
  barWidthFactor: 0.8,
  showPoints: 'never',
  axisSoftMin: 0,
};
const LINES = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 2,
  fillOpacity: 0,
  // A point between two gaps is no line.
  showPoints: 'auto',
  pointSize: 4,
  spanNulls: false,
};

function legendOf(place: NonNullable<GraphOptions['legend']>, draw: GraphOptions['draw']): object {
  if (place === 'none') {
    return { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] };
  }
  const placement = place === 'list' ? 'bottom' : place;
  if (draw === 'lines') {
    return { showLegend: true, displayMode: 'list', placement, calcs: [] };
  }
  if (place === 'list') {
    return { showLegend: true, displayMode: 'list', placement, calcs: ['sum'] };
  }
  return { showLegend: true, displayMode: 'table', placement, calcs: ['sum'], sortBy: 'Total', sortDesc: true };
}

/** Failures are red, whatever the rest is. */
export const RED_ERRORS = override('errors', { color: fixed('red') });

/** The rarer the slowness, the darker the blue; red is for failures. */
export const PERCENTILES = [
  ['p50', 'super-light-blue'],
  ['p90', 'light-blue'],
  ['p95', 'blue'],
  ['p99', 'dark-purple'],
].map(([rank, color]) => overrideMatching(`/_${rank}$|p${rank!.slice(1)}$/`, { color: fixed(color!) }));
