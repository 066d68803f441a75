import { type Frame, type FrameValue } from '../../../contract/frame';

/** A field of an answer as it has to be. */
export interface ExpectedColumn {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: readonly unknown[];
  /** How far a number may be off, as a part of it; default: not at all. */
  readonly relative?: number;
}
/** In place of a number that nothing but the collector knows. */
export interface Span {
  readonly over: number;
  readonly upTo: number;
}

export type ExpectedFrame = readonly ExpectedColumn[];

/** What the recomputation gives for a question, from the rows of an export; throws where it does not know how. */
export type Recompute = (query: Readonly<Record<string, unknown>>, range: readonly [number, number]) => ExpectedFrame[];

export interface Comparison {
  /** Cells that were compared. */
  readonly cells: number;
  /** Of them those that are numbers. */
  readonly numbers: number;
  readonly differences: readonly string[];
}

/** Compares every cell of an answer. */
export function compareFrames(expected: readonly ExpectedFrame[], frames: readonly Frame[]): Comparison {
  // A series of nothing is a frame without fields.
  const answered = frames.filter(({ schema }) => schema.fields.length > 0);
  const names = (fields: ReadonlyArray<{ name: string; labels?: object }>) =>
    fields.map(({ name, labels = {} }) => `${name}${JSON.stringify(Object.entries(labels).sort())}`).join(' ');
  const shape = expected.map((columns) => names(columns)).join('\n');
  const answeredShape = answered.map(({ schema }) => names(schema.fields)).join('\n');
  if (shape !== answeredShape) {
    return { cells: 0, numbers: 0, differences: [`fields: expected\n${shape}\ngot\n${answeredShape}`] };
  }
  const columns = expected.flatMap((fields, frame) =>
    fields.map((column, index) => ({ column, values: answered[frame]!.data.values[index]! }))
  );
  const values = columns.flatMap(({ column }) => column.values);
  return {
    cells: values.length,
    numbers: values.filter((value) => typeof value === 'number' || isSpan(value)).length,
    differences: columns.flatMap(({ column, values }) => differencesOf(column, values)),
  };
}

function differencesOf(
  { name, labels, values, relative = 0 }: ExpectedColumn,
  answered: readonly FrameValue[]
): string[] {
  const place = `${name}${labels ? JSON.stringify(labels) : ''}`;
  if (values.length !== answered.length) {
    return [`${place}: expected ${values.length} values, got ${answered.length}`];
  }
  return values.flatMap((value, index) =>
    isSame(value, answered[index], relative)
      ? []
      : [`${place} at ${index}: expected ${JSON.stringify(value)}, got ${JSON.stringify(answered[index])}`]
  );
}

function isSame(expected: unknown, answered: unknown, relative: number): boolean {
  if (typeof expected === 'number' && typeof answered === 'number') {
    return Math.abs(expected - answered) <= relative * Math.max(Math.abs(expected), Math.abs(answered));
  }
  if (isSpan(expected)) {
    return typeof answered === 'number' && expected.over < answered && answered <= expected.upTo;
  }
  return typeof expected === 'object' && expected !== null
    ? JSON.stringify(sorted(expected)) === JSON.stringify(sorted(answered))
    : expected === answered;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'upTo' in value;
}

/** With keys in one order. */
function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .map(([key, inner]) => [key, sorted(inner)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
    : value;
}
