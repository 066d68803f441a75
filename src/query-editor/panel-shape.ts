/** What a panel draws best: lines over time, one total per group, a single total, log lines. */
export type PanelShape = 'series' | 'totals' | 'single' | 'log';

const SHAPES: Readonly<Record<string, PanelShape>> = {
  timeseries: 'series',
  heatmap: 'series',
  'state-timeline': 'series',
  'status-history': 'series',
  trend: 'series',
  table: 'totals',
  barchart: 'totals',
  bargauge: 'totals',
  piechart: 'totals',
  stat: 'single',
  gauge: 'single',
  logs: 'log',
};

/** By the id of the panel's plugin; undefined for others, and where no panel is known. */
export function panelShape(plugin: string | undefined): PanelShape | undefined {
  return plugin !== undefined && Object.hasOwn(SHAPES, plugin) ? SHAPES[plugin] : undefined;
}
