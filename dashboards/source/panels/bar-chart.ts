import { dimensionInfo, type DimensionId } from '../../../contract/dimensions.ts';
import { exportOf } from '../links.ts';
import { fixed, type Panel } from '../panel.ts';
import { type Question } from '../question.ts';
import { styleOf } from '../style.ts';

export interface BarChartOptions {
  readonly title: string;
  readonly description: string;
  /** Grouped by `x`, one metric. */
  readonly question: Question;
  /** What the bars are of; their order is that of these values as numbers. */
  readonly x: DimensionId;
  readonly mappings?: Readonly<Record<string, string>>;
}

/** A bar for each group, in the groups' own order. */
export function barChart({ title, description, question, x, mappings = {} }: BarChartOptions): Panel {
  // Transformations know fields by the name they are shown with.
  const { title: shown } = dimensionInfo(x);
  const { decimals } = styleOf(question.metrics?.[0] ?? '');
  const texts = Object.fromEntries(Object.entries(mappings).map(([key, text]) => [key, { text }]));
  return {
    type: 'barchart',
    title,
    description,
    targets: [question],
    links: exportOf(question),
    transformations: [
      {
        id: 'convertFieldType',
        options: { conversions: [{ targetField: shown, destinationType: 'number' }], fields: {} },
      },
      { id: 'sortBy', options: { fields: {}, sort: [{ field: shown }] } },
      {
        id: 'convertFieldType',
        options: { conversions: [{ targetField: shown, destinationType: 'string' }], fields: {} },
      },
    ],
    fieldConfig: {
      defaults: {
        color: fixed('blue'),
        min: 0,
        ...(decimals === undefined ? {} : { decimals }),
        custom: { lineWidth: 0, fillOpacity: 80, axisPlacement: 'auto' },
      },
      overrides:
        Object.keys(texts).length === 0
          ? []
          : [
              {
                matcher: { id: 'byName', options: x },
                properties: [{ id: 'mappings', value: [{ type: 'value', options: texts }] }],
              },
            ],
    },
    options: {
      xField: shown,
      orientation: 'vertical',
      barWidth: 0.8,
      groupWidth: 0.8,
      showValue: 'never',
      stacking: 'none',
      legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}
