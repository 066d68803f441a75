import type { Question } from './question.ts';

/** A panel before it has a place. Shapes of options are those of Grafana's panel of the type. */
export interface Panel {
  readonly type: string;
  readonly title: string;
  /** What is counted and whose zone it is. */
  readonly description?: string;
  readonly targets?: readonly Question[];
  readonly fieldConfig?: FieldConfig;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly transformations?: readonly Transformation[];
  readonly links?: readonly PanelLink[];
  readonly transparent?: boolean;
  readonly maxDataPoints?: number;
}

export interface FieldConfig {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly overrides: readonly Override[];
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options: unknown };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value: unknown }>;
}

export interface Transformation {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly filter?: { readonly id: string; readonly options: string };
}

export interface PanelLink {
  readonly title: string;
  readonly url: string;
  readonly targetBlank?: boolean;
}

/** Properties of one field, by its name in the frame or by the name it is shown with. */
export function override(name: string, properties: Readonly<Record<string, unknown>>): Override {
  return { matcher: { id: 'byName', options: name }, properties: entries(properties) };
}

/** Properties of fields whose name matches. */
export function overrideMatching(pattern: string, properties: Readonly<Record<string, unknown>>): Override {
  return { matcher: { id: 'byRegexp', options: pattern }, properties: entries(properties) };
}

function entries(properties: Readonly<Record<string, unknown>>): Override['properties'] {
  return Object.entries(properties).map(([id, value]) => ({ id, value }));
}

/** Colours from a value on; below the first one it is the base. */
export function steps(base: string, ...from: ReadonlyArray<readonly [value: number, color: string]>): object {
  return {
    mode: 'absolute',
    steps: [{ color: base, value: null }, ...from.map(([value, color]) => ({ color, value }))],
  };
}

export function fixed(color: string): object {
  return { mode: 'fixed', fixedColor: color };
}

/** The same name has the same colour on every dashboard. */
export const BY_NAME = { mode: 'palette-classic-by-name' } as const;
/** What the cut left over. */
export const GREY_OTHER = override('(other)', { color: fixed('#8e8e8e') });

/** What a panel says that has nothing to show: also where a question was refused, beside the reason. */
export const NOTHING = 'Nothing to show';
/** A change from next to nothing says nothing. */
export const HUGE_CHANGE = { type: 'range', options: { from: 10, to: null, result: { text: '> 1000 %', index: 1 } } };
/** What is known and unused has blank cells, so that they are not taken for figures. */
export const BLANK: Override = {
  matcher: { id: 'byRegexp', options: '/.*/' },
  properties: [{ id: 'noValue', value: ' ' }],
};
/** What a value is written as that is not known; the panel's own text is for a panel without any. */
export const DASH: Override = {
  matcher: { id: 'byRegexp', options: '/.*/' },
  properties: [{ id: 'noValue', value: '–' }],
};
