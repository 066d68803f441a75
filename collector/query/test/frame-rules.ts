import { type Frame, type FrameField, type FrameValue, type QueryResult } from '../../../contract/frame';

/** What is wrong with an answer as Grafana reads it; nothing if all is well. */
export function brokenFrameRules(result: QueryResult): string[] {
  if (result.error !== undefined) {
    return [
      ...check(result.status >= 400, 'a failed query has a status of 400 or more'),
      ...check(result.error !== '', 'a failed query says why'),
      ...check(result.errorSource !== undefined, 'a failed query says whose fault it is'),
      ...check(result.frames === undefined, 'a failed query has no frames'),
    ];
  }
  const frames = result.frames ?? [];
  const names = frames.flatMap(({ schema }) => schema.fields.filter(isNumber).map(nameAndLabels));
  return [
    ...check(result.status === 200, 'an answer has status 200'),
    ...check(frames.length > 0, 'an answer has at least one frame'),
    ...check(new Set(names).size === names.length, 'name and labels of each value field occur once'),
    ...frames.flatMap(brokenRules),
  ];
}

function brokenRules({ schema, data }: Frame): string[] {
  const { meta, fields } = schema;
  const columns = fields.map((field, index) => ({ field, values: data.values[index] ?? [] }));
  const rows = columns[0]?.values.length ?? 0;
  return [
    ...check(meta.typeVersion[0] === 0 && meta.typeVersion[1] === 1, 'typeVersion is [0,1]'),
    ...check(data.values.length === fields.length, 'there are as many columns as fields'),
    ...check(
      columns.every(({ values }) => values.length === rows),
      'all fields have one length'
    ),
    ...check(new Set(fields.map(nameAndLabels)).size === fields.length, 'no two fields of a frame are the same'),
    ...columns.flatMap(({ field, values }) => brokenField(field, values)),
    ...(meta.type === 'timeseries-multi' && fields.length > 0 ? brokenSeries(fields) : []),
    ...(meta.type === 'numeric-long'
      ? check(
          fields.every(({ type }) => type !== 'time'),
          'a table of totals has no time'
        )
      : []),
  ];
}

function brokenSeries(fields: readonly FrameField[]): string[] {
  return check(
    fields.length === 2 && fields[0]?.type === 'time' && fields[0].name === 'time' && fields[1]?.type === 'number',
    'a series is a time and one value'
  );
}

function brokenField(field: FrameField, values: readonly FrameValue[]): string[] {
  const labels = Object.values(field.labels ?? {});
  return [
    ...check(
      labels.every((label) => typeof label === 'string' && label !== ''),
      `labels of ${field.name} are texts`
    ),
    ...check(field.typeInfo.frame === FRAME_TYPES[field.type], `${field.name} has the frame type of a ${field.type}`),
    ...check(
      values.every((value) => fits(field, value)),
      `values of ${field.name} are of type ${field.type}`
    ),
    ...(field.type === 'time' ? check(values.every(isAscending), 'time ascends') : []),
    ...(isNumber(field) ? check(field.config?.unit !== undefined, `${field.name} has a unit`) : []),
    ...(isNumber(field) ? check(Boolean(field.config?.displayNameFromDS), `${field.name} has a name to show`) : []),
  ];
}

const FRAME_TYPES = { time: 'time.Time', number: 'float64', string: 'string', boolean: 'bool' } as const;

function fits({ type, typeInfo }: FrameField, value: FrameValue): boolean {
  switch (type) {
    case 'time':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value) || (value === null && typeInfo.nullable === true);
    case 'string':
    case 'boolean':
      return typeof value === type || (value === null && typeInfo.nullable === true);
  }
}

function isAscending(value: FrameValue, index: number, values: readonly FrameValue[]): boolean {
  return index === 0 || Number(value) > Number(values[index - 1]);
}

function isNumber({ type }: FrameField): boolean {
  return type === 'number';
}

function nameAndLabels({ name, labels = {} }: FrameField): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}

function check(holds: boolean, rule: string): string[] {
  return holds ? [] : [rule];
}
