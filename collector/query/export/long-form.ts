import { type Frame, type FrameField, type FrameValue } from '../../../contract/frame';
import { isMetricId, metricInfo } from '../../../contract/metrics';
import { localText } from '../time/zone';
import { type ExportRow } from './format';

export interface LongForm {
  /** Time, dimensions, metrics. */
  readonly columns: readonly string[];
  readonly rows: readonly ExportRow[];
}

/** Frames of an answer in long form: a row per time and group, a column per dimension and metric; times as in the zone. */
export function longForm(frames: readonly Frame[], zone: string): LongForm {
  const series = frames.some(({ schema }) => schema.meta.type === 'timeseries-multi');
  return series ? fromSeries(frames, zone) : fromTable(frames[0], zone);
}

function fromTable(frame: Frame | undefined, zone: string): LongForm {
  const fields = frame?.schema.fields ?? [];
  const columns = fields.map(({ name }) => name);
  const values = fields.map((field, index) => {
    const cells = frame?.data.values[index] ?? [];
    return isTime(field) ? cells.map((cell) => timeText(cell, zone)) : cells;
  });
  return {
    columns,
    rows: (values[0] ?? []).map((_, row) =>
      Object.fromEntries(columns.map((name, column) => [name, values[column]![row]]))
    ),
  };
}

/** Points in time are numbers in frames: their unit shows them as '3 days ago', which no field of type time can. */
function isTime({ name, type }: FrameField): boolean {
  return type === 'time' || (isMetricId(name) && metricInfo(name).kind === 'instant');
}

function timeText(value: FrameValue | undefined, zone: string): string | null {
  return typeof value === 'number' ? localText(value, zone, 'millisecond') : null;
}

/** Frames of one group share their rows. */
function fromSeries(frames: readonly Frame[], zone: string): LongForm {
  const texts = new Map<number, string>();
  const dimensions = new Set<string>();
  const metrics = new Set<string>();
  const rows = new Map<string, Record<string, unknown>>();
  for (const { schema, data } of frames) {
    const field = schema.fields[1];
    if (!field) {
      continue;
    }
    const labels = field.labels ?? {};
    Object.keys(labels).forEach((label) => dimensions.add(label));
    metrics.add(field.name);
    const group = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    data.values[0]!.forEach((value, index) => {
      const time = Number(value);
      const text = texts.get(time) ?? localText(time, zone, 'second');
      texts.set(time, text);
      const key = `${time} ${group}`;
      const row = rows.get(key) ?? { time: text, ...labels };
      row[field.name] = data.values[1]![index];
      rows.set(key, row);
    });
  }
  return { columns: ['time', ...dimensions, ...metrics], rows: [...rows.values()] };
}
