import { isDimensionId } from '../../../contract/dimensions.ts';
import { exportOf } from '../links.ts';
import {
  BLANK,
  DASH,
  fixed,
  HUGE_CHANGE,
  NOTHING,
  type Override,
  override,
  type Panel,
  steps,
  type Transformation,
} from '../panel.ts';
import { type Question } from '../question.ts';
import { styleOf } from '../style.ts';

/** A column, by the name of its field in the answer. */
export interface Column {
  readonly title?: string;
  /** As wide as that, px, whatever the room. Default: that of the metric; names, bars and amounts share the room there is. */
  readonly width?: number;
  /** At least as wide as that, px: rather than to be narrower it is scrolled to. */
  readonly minWidth?: number;
  readonly decimals?: number;
  readonly unit?: string;
  /** `bar`: as long as the value is large in its column; `line`: how it went; `heat`: coloured by size. */
  readonly cell?: 'bar' | 'line' | 'heat' | 'json';
  /** Sum at the foot, for what may be added up. */
  readonly sum?: boolean;
  readonly hidden?: boolean;
  readonly links?: readonly object[];
  readonly thresholds?: object;
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface TableOptions {
  readonly title: string;
  readonly description: string;
  readonly questions: readonly Question[];
  readonly columns: Readonly<Record<string, Column>>;
  readonly sortBy?: string;
  readonly ascending?: boolean;
  /** Pages of as many rows as fit. */
  readonly pages?: boolean;
  readonly transformations?: readonly Transformation[];
  /** What an empty table says. */
  readonly noValue?: string;
  /** Whether a file has what the table shows; not where the browser leaves rows out. Default: yes. */
  readonly exported?: boolean;
}

export function table(options: TableOptions): Panel {
  const { title, description, questions, columns, sortBy, pages = false, transformations = [] } = options;
  return {
    type: 'table',
    title,
    description,
    targets: questions,
    links: options.exported === false ? [] : exportOf(questions[0]!),
    transformations,
    fieldConfig: {
      defaults: {
        custom: {
          align: 'auto',
          minWidth: 90,
          cellOptions: { type: 'auto' },
          filterable: false,
          inspect: false,
          footer: { reducers: [] },
        },
        noValue: options.noValue ?? NOTHING,
        thresholds: steps('text'),
      },
      overrides: [
        options.questions[0]?.unused ? BLANK : DASH,
        ...Object.entries(columns).map(([name, column]) => columnOverride(name, column)),
      ],
    },
    options: {
      showHeader: true,
      cellHeight: 'sm',
      enablePagination: pages,
      sortBy: sortBy === undefined ? [] : [{ displayName: sortBy, desc: !options.ascending }],
    },
  };
}

/** Of names so much is read that the next one is told apart. */
const NAME_WIDTH = 165;
const BAR_WIDTH = 125;

function leastWidthOf(name: string): number | undefined {
  return isDimensionId(name) || name === 'top_model' ? NAME_WIDTH : undefined;
}

function columnOverride(name: string, column: Column): Override {
  const style = styleOf(name);
  const grows = column.minWidth !== undefined || column.cell === 'bar';
  const width = column.width ?? (grows ? undefined : style.width);
  const minWidth = column.minWidth ?? (column.cell === 'bar' ? BAR_WIDTH : (style.minWidth ?? leastWidthOf(name)));
  const decimals = column.decimals ?? style.decimals;
  const unit = column.unit ?? style.unit;
  return override(name, {
    ...(column.title === undefined ? {} : { displayName: column.title }),
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(width === undefined ? {} : { 'custom.width': width }),
    ...(width !== undefined || minWidth === undefined ? {} : { 'custom.minWidth': minWidth }),
    ...(column.sum ? { 'custom.footer.reducers': ['sum'] } : {}),
    ...(column.hidden ? { 'custom.hideFrom.viz': true } : {}),
    // Without any, those of the data source stay.
    ...(column.links && column.links.length > 0 ? { links: column.links } : {}),
    ...(column.thresholds ? { thresholds: column.thresholds, color: { mode: 'thresholds' } } : {}),
    ...(column.thresholds && !column.cell ? { 'custom.cellOptions': { type: 'color-text' } } : {}),
    ...(name.endsWith('_change') ? { mappings: [HUGE_CHANGE] } : {}),
    ...cellOf(column),
    ...column.more,
  });
}

function cellOf({ cell, thresholds }: Column): Record<string, unknown> {
  switch (cell) {
    case 'bar':
      return {
        min: 0,
        fieldMinMax: true,
        ...(thresholds ? {} : { color: fixed('blue') }),
        'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
      };
    case 'line':
      return {
        color: fixed('blue'),
        'custom.cellOptions': { type: 'sparkline', hideValue: true, fillOpacity: 20, lineWidth: 1 },
      };
    case 'heat':
      return {
        fieldMinMax: true,
        color: { mode: 'continuous-blues' },
        'custom.cellOptions': { type: 'color-background', mode: 'gradient' },
      };
    case 'json':
      return { 'custom.cellOptions': { type: 'json-view' }, 'custom.inspect': true };
    case undefined:
      return {};
  }
}
