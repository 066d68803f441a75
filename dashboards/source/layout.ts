import { type Line, type Section } from './dashboard.ts';
import { type Panel } from './panel.ts';

/** Height of a line of tiles. */
export const TILE = 3;
/** Height of a table of ten rows with a header, sums and pages. */
export const TEN_ROWS = 14;

/** Panels beside each other, as wide as they say. */
export function line(height: number, ...panels: Line['panels']): Line {
  return { height, panels };
}

/** Panels beside each other, all of one width. */
export function even(height: number, ...panels: readonly Panel[]): Line {
  return { height, panels: panels.map((panel) => [24 / panels.length, panel] as const) };
}

/** Lines without a heading: the first thing one sees. */
export function opening(...lines: readonly Line[]): Section {
  return { lines };
}

export function section(title: string, ...lines: readonly Line[]): Section {
  return { title, lines };
}

/** A section to be unfolded. */
export function folded(title: string, ...lines: readonly Line[]): Section {
  return { title, collapsed: true, lines };
}
