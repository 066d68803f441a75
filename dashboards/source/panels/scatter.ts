import { exportOf } from '../links.ts';
import { fixed, override, type Panel } from '../panel.ts';
import { type Question } from '../question.ts';

export interface ScatterOptions {
  readonly title: string;
  readonly description: string;
  readonly question: Question;
  readonly x: { readonly field: string; readonly title: string; readonly log?: boolean };
  readonly y: { readonly field: string; readonly title: string };
  /** Field that a point is as large as. */
  readonly size?: string;
}

/** One point for each group: what goes with what. */
export function scatter({ title, description, question, x, y, size }: ScatterOptions): Panel {
  const field = (name: string) => ({ matcher: { id: 'byName', options: name } });
  return {
    type: 'xychart',
    title,
    description,
    targets: [question],
    links: exportOf(question),
    fieldConfig: {
      defaults: {
        color: fixed('blue'),
        custom: {
          show: 'points',
          pointSize: { fixed: 8, min: 6, max: 24 },
          pointShape: 'circle',
          pointStrokeWidth: 1,
          fillOpacity: 60,
          axisPlacement: 'auto',
          scaleDistribution: { type: 'linear' },
        },
      },
      overrides: [
        override(x.field, {
          'custom.axisLabel': x.title,
          ...(x.log ? { 'custom.scaleDistribution': { type: 'log', log: 10 } } : { min: 0 }),
        }),
        override(y.field, { 'custom.axisLabel': y.title, min: 0 }),
      ],
    },
    options: {
      mapping: 'manual',
      series: [
        {
          frame: { matcher: { id: 'byIndex', options: 0 } },
          x: field(x.field),
          y: field(y.field),
          ...(size === undefined ? {} : { size: field(size) }),
        },
      ],
      legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}
