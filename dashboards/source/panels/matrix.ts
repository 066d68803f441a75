import { dimensionInfo } from '../../../contract/dimensions.ts';
import { metricInfo, type MetricId } from '../../../contract/metrics.ts';
import { exportOf } from '../links.ts';
import { override, type Panel, steps } from '../panel.ts';
import { type Question } from '../question.ts';

export interface MatrixOptions {
  readonly title: string;
  readonly description: string;
  /** Grouped by `weekday` and `hour_of_day`, one metric. */
  readonly question: Question;
  readonly decimals?: number;
  readonly colors?: string;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Days by their number, as the dimension `weekday` has them. */
export const WEEKDAY_NAMES = Object.fromEntries(WEEKDAYS.map((text, index) => [String(index + 1), text]));
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
/** Fields by the names they are shown with, as transformations know them. */
const [ROW, COLUMN] = [dimensionInfo('weekday').title, dimensionInfo('hour_of_day').title];
const CORNER = `${ROW}\\${COLUMN}`;

/** Weekdays down, hours across, coloured by size. The heatmap panel cannot: it wants time on its axis. */
export function matrix({ title, description, question, decimals = 0, colors }: MatrixOptions): Panel {
  const { unit } = metricInfo(question.metrics?.[0] as MetricId);
  const isCount = unit === 'short';
  const names = Object.fromEntries(WEEKDAYS.map((text, index) => [String(index + 1), { text, index }]));
  return {
    type: 'table',
    title,
    description,
    targets: [question],
    links: exportOf(question),
    transformations: [
      {
        id: 'convertFieldType',
        options: { conversions: [{ targetField: COLUMN, destinationType: 'number' }], fields: {} },
      },
      // Days in order within each hour, hours in order: the matrix takes both as they come.
      { id: 'sortBy', options: { fields: {}, sort: [{ field: ROW }] } },
      { id: 'sortBy', options: { fields: {}, sort: [{ field: COLUMN }] } },
      {
        id: 'groupingToMatrix',
        options: {
          rowField: ROW,
          columnField: COLUMN,
          valueField: metricInfo(question.metrics?.[0] as MetricId).title,
          emptyValue: 'null',
        },
      },
    ],
    fieldConfig: {
      defaults: {
        // Of money as many as fit: a cheap hour is not free.
        ...(unit === 'currencyUSD' ? {} : { decimals }),
        noValue: '–',
        color: { mode: colors ?? 'continuous-blues' },
        thresholds: steps('text'),
        custom: {
          align: 'center',
          minWidth: 50,
          cellOptions: { type: 'color-background', mode: 'basic' },
          filterable: false,
          inspect: false,
        },
      },
      overrides: [
        override(CORNER, {
          displayName: 'Day',
          'custom.width': 50,
          'custom.align': 'left',
          'custom.cellOptions': { type: 'auto' },
          mappings: [{ type: 'value', options: names }],
          links: [],
        }),
        ...HOURS.map((hour) =>
          override(hour, {
            // Else all of them would be called as the metric is.
            displayName: hour.padStart(2, '0'),
            // Thousands are written out: rounded to them, hours would all look alike. The frame's unit beats a default.
            ...(isCount ? { unit: 'locale' } : {}),
          })
        ),
      ],
    },
    options: { showHeader: true, cellHeight: 'sm', enablePagination: false, sortBy: [] },
  };
}
