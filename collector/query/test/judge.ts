import { type Frame, type FrameField, type QueryResult } from '../../../contract/frame';
import { type Case } from './random-case';
import { brokenFrameRules } from './frame-rules';
import {
  isRefused,
  naiveAnswer,
  type NaiveAnswer,
  type NaiveColumn,
  type NaiveQuestion,
  type Refusal,
  type Value,
} from './naive';

/** Words of the errors that stand for what the recomputation refuses. */
const REFUSALS: Readonly<Record<Refusal, RegExp>> = {
  tooMany: /more than 11000 buckets/,
  units: /group by unit/i,
  text: /^granularity must be none with/,
  noStatus: /^groupBy must have status_code/,
  shareAlone: /^share cannot/,
  unused: /^unused (is for tables|cannot)/,
};

/** The query as a client sends it. */
export function queryOf({ question }: Case): Record<string, unknown> {
  const { range, settleMs, ...rest } = question;
  const when = typeof range === 'string' ? { range } : { from: range[0], to: range[1] };
  const settle = settleMs > 0 ? { settle: `${settleMs / 1_000}s` } : {};
  return { ...rest, ...when, ...settle };
}

/** The whole case recomputed from the records that the asker may see. */
export function recompute({ ledger, question, now, asker, dayParts, pricedModels }: Case): NaiveAnswer {
  // A record that comes again is not counted again.
  const visible = [...new Set(ledger)].filter(
    ({ record }) =>
      asker.rows === 'all' ||
      asker.rows.some((rule) =>
        Object.entries(rule).every(([field, values]) =>
          values.some((value) => record[field as keyof typeof rule] === value)
        )
      )
  );
  const known = asker.rows === 'all' ? pricedModels : [];
  return naiveAnswer(visible, question, { now, me: asker.user, dayParts, pricedModels: known });
}

/** What is wrong with the engine's answer to a case; nothing if it is as recomputed. */
export function judge({ question }: Case, expected: NaiveAnswer, result: QueryResult): string[] {
  const broken = brokenFrameRules(result);
  if (isRefused(expected)) {
    const told = expected.some((refusal) => result.error !== undefined && REFUSALS[refusal].test(result.error));
    return [
      ...broken,
      ...(told ? [] : [`refused for ${expected.join(' or ')} was expected, got ${result.error ?? 'an answer'}`]),
    ];
  }
  if (result.error !== undefined) {
    return [...broken, `an answer was expected, got: ${result.error}`];
  }
  const groups = expected.groups.map(({ group, columns }) => ({
    group,
    columns: Object.fromEntries(columns.map((column) => [columnName(column), pointsOf(column.starts, column.values)])),
  }));
  const answered = question.granularity === 'none' ? readTable(result, question) : readSeries(result, question);
  return [...broken, ...differences(groups, answered)];
}

/** A group as read from frames: its columns by metric, with `_previous` and so on; points are time and value. */
interface ReadGroup {
  readonly group: readonly string[];
  readonly columns: Readonly<Record<string, readonly Point[]>>;
}

type Point = readonly [time: number | null, value: Value];

function pointsOf(starts: readonly number[] | null, values: readonly Value[]): Point[] {
  return values.map((value, index) => [starts?.[index] ?? null, value]);
}

function columnName({ metric, of }: Pick<NaiveColumn, 'metric' | 'of'>): string {
  return of === 'value' ? metric : `${metric}_${of}`;
}

function readTable({ frames = [] }: QueryResult, { groupBy }: NaiveQuestion): ReadGroup[] {
  const { schema, data } = frames[0]!;
  const rows = data.values[0]?.length ?? 0;
  return Array.from({ length: rows }, (_, row) => ({
    group: groupBy.map((_id, index) => data.values[index]![row] as string),
    columns: Object.fromEntries(
      schema.fields
        .slice(groupBy.length)
        .map(({ name }, index) => [name, [[null, data.values[groupBy.length + index]![row] as Value]] as const])
    ),
  }));
}

function readSeries({ frames = [] }: QueryResult, question: NaiveQuestion): ReadGroup[] {
  const groups = new Map<string, { group: string[]; columns: Record<string, Point[]> }>();
  for (const { field, points } of frames.flatMap(seriesOf)) {
    const group = question.groupBy.map((id) => field.labels?.[id] ?? '');
    const own = groups.get(JSON.stringify(group)) ?? { group, columns: {} };
    groups.set(JSON.stringify(group), own);
    const name = field.labels?.period === 'previous' ? `${field.name}_previous` : field.name;
    own.columns[name] = points;
  }
  return [...groups.values()];
}

function seriesOf({ schema, data }: Frame): Array<{ field: FrameField; points: Point[] }> {
  const [times, values] = data.values;
  const field = schema.fields[1];
  return field && times && values ? [{ field, points: pointsOf(times as number[], values as Value[]) }] : [];
}

function differences(expected: readonly ReadGroup[], answered: readonly ReadGroup[]): string[] {
  const names = (groups: readonly ReadGroup[]) => JSON.stringify(groups.map(({ group }) => group));
  if (names(expected) !== names(answered)) {
    return [`groups: expected ${names(expected)}, got ${names(answered)}`];
  }
  return expected.flatMap(({ group, columns }, index) => {
    const read = answered[index]!.columns;
    const all = new Set([...Object.keys(columns), ...Object.keys(read)]);
    return [...all].flatMap((name) => difference(`${JSON.stringify(group)} ${name}`, columns[name], read[name]));
  });
}

function difference(what: string, expected: readonly Point[] | undefined, got: readonly Point[] | undefined): string[] {
  const same = expected?.length === got?.length && expected?.every((point, index) => samePoint(point, got![index]!));
  if (same || (isEmpty(expected) && isEmpty(got))) {
    return [];
  }
  const at = expected && got ? expected.findIndex((point, index) => !got[index] || !samePoint(point, got[index])) : -1;
  const around = (points?: readonly Point[]) =>
    JSON.stringify(points?.slice(Math.max(at, 0), Math.max(at, 0) + 3) ?? 'nothing');
  return [`${what}${at >= 0 ? ` from ${at}` : ''}: expected ${around(expected)}, got ${around(got)}`];
}

function isEmpty(points: readonly Point[] | undefined): boolean {
  return points === undefined || points.length === 0;
}

/** Fractions and interpolated values may differ in their last digits. */
function samePoint([time, value]: Point, [otherTime, other]: Point): boolean {
  const close =
    typeof value === 'number' && typeof other === 'number'
      ? Math.abs(value - other) <= 1e-12 * Math.max(Math.abs(value), Math.abs(other))
      : value === other;
  return time === otherTime && close;
}
