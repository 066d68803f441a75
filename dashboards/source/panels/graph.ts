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
  /** Where the legend is; a table of totals for bars, of means for lines. */
  readonly legend?: 'right' | 'bottom' | 'list' | 'none';
  readonly decimals?: number;
  readonly max?: number;
  /** Where the axis begins; null: as the values have it. Default: 0. */
  readonly from?: number | null;
  readonly unit?: string;
  readonly overrides?: readonly Override[];
  /** One colour for everything but what an override says. */
  readonly color?: string;
  /** A line at a value, dashed. */
  readonly line?: { readonly value: number; readonly color: string };
}

export function graph(options: GraphOptions): Panel {
  const { title, description, questions, draw, stacked = false, legend = 'list' } = options;
  return {
    type: 'timeseries',
    title,
    description,
    targets: questions,
    // Lines over 30 days are of quarters of a day, not of every hour.
    ...(draw === 'lines' ? { maxDataPoints: 120 } : {}),
    links: exportOf(questions[0]!),
    fieldConfig: fieldConfigOf(options),
    options: {
      legend: legendOf(legend, draw),
      tooltip: { mode: 'multi', sort: 'desc', hideZeros: stacked, maxHeight: 400 },
    },
  };
}

function fieldConfigOf(options: GraphOptions): FieldConfig {
  const { draw, stacked = false, decimals, max, from = 0, unit, overrides = [], color, line } = options;
  return {
    defaults: {
      ...(unit === undefined ? {} : { unit }),
      ...(decimals === undefined ? {} : { decimals }),
      ...(max === undefined ? {} : { max }),
      ...(from === null ? {} : { min: from }),
      noValue: NOTHING,
      color: color === undefined ? BY_NAME : fixed(color),
      custom: {
        ...(draw === 'bars' ? BARS : LINES),
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
  if (place === 'list') {
    return { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: draw === 'bars' ? ['sum'] : [] };
  }
  const [calc, column] = draw === 'bars' ? ['sum', 'Total'] : ['lastNotNull', 'Last *'];
  return {
    showLegend: true,
    displayMode: 'table',
    placement: place,
    calcs: [calc],
    sortBy: column,
    sortDesc: true,
  };
}

/** Failures are red, whatever the rest is. */
export const RED_ERRORS = override('errors', { color: fixed('red') });
