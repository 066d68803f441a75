import {
  type Frame,
  type FrameField,
  type FrameMeta,
  type FrameValue,
  type QueryResult,
} from '../../../contract/frame';

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
  // Logs and lists may repeat a name; a value that panels and rules read has to be told from all others.
  const measured = frames.filter(
    ({ schema: { meta } }) => meta.type === 'timeseries-multi' || meta.type === 'numeric-long'
  );
  const names = measured.flatMap(({ schema }) => schema.fields.filter(isNumber).map(nameAndLabels));
  return [
    ...check(result.status === 200, 'an answer has status 200'),
    ...check(frames.length > 0, 'an answer has at least one frame'),
    ...check(new Set(names).size === names.length, 'name and labels of each value field occur once'),
    ...frames.flatMap(brokenRules),
    ...brokenPeriods(measured),
  ];
}

function brokenRules({ schema, data }: Frame): string[] {
  const { meta, fields } = schema;
  const columns = fields.map((field, index) => ({ field, values: data.values[index] ?? [] }));
  const rows = columns[0]?.values.length ?? 0;
  return [
    ...check(data.values.length === fields.length, 'there are as many columns as fields'),
    ...check(
      columns.every(({ values }) => values.length === rows),
      'all fields have one length'
    ),
    ...check(new Set(fields.map(nameAndLabels)).size === fields.length, 'no two fields of a frame are the same'),
    ...columns.flatMap(({ field, values }) => brokenField(field, values)),
    ...brokenKind(meta, fields, data.values),
  ];
}

/** What each type of frame asks for beyond what all of them do. */
function brokenKind(
  { type, typeVersion }: FrameMeta,
  fields: readonly FrameField[],
  values: ReadonlyArray<readonly FrameValue[]>
): string[] {
  const isFirst = check(typeVersion.join() === '0,1', 'typeVersion is [0,1]');
  switch (type) {
    case 'timeseries-multi':
      return [...isFirst, ...(fields.length > 0 ? brokenSeries(fields, values[0] ?? []) : [])];
    case 'numeric-long':
      return [...isFirst, ...brokenTotals(fields)];
    case 'table':
      return brokenList(fields);
    case 'log-lines':
      return brokenLog(fields);
  }
}

function brokenSeries(fields: readonly FrameField[], times: readonly FrameValue[]): string[] {
  return [
    ...check(
      fields.length === 2 && fields[0]?.type === 'time' && fields[0].name === 'time' && fields[1]?.type === 'number',
      'a series is a time and one value'
    ),
    ...check(times.every(isAscending), 'time ascends'),
  ];
}

/** Texts are what the rows are grouped by; metrics that are texts may stand among the values. */
function brokenTotals(fields: readonly FrameField[]): string[] {
  const isValue = ({ name, type }: FrameField) => type === 'number' || TEXT_VALUE.test(name);
  const values = fields.findIndex(isValue);
  return [
    ...check(
      fields.every(({ type }) => type !== 'time'),
      'a table of totals has no time'
    ),
    ...check(values >= 0 && fields.slice(values).every(isValue), 'values stand after what they are grouped by'),
    ...check(
      fields.every((field) => isValue(field) || field.typeInfo.nullable !== true),
      'each row says what it is grouped by'
    ),
    ...check(new Set(fields.map(({ name }) => name)).size === fields.length, 'columns have names of their own'),
  ];
}

const TEXT_VALUE = /^(top_model|status_help|price_entry)$/;

function brokenList(fields: readonly FrameField[]): string[] {
  return [
    ...check(new Set(fields.map(({ name }) => name)).size === fields.length, 'columns have names of their own'),
    ...check(
      fields.every(({ labels }) => labels === undefined),
      'columns of a list have no labels'
    ),
  ];
}

/** Grafana reads a log by the names and types of its fields. */
function brokenLog(fields: readonly FrameField[]): string[] {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  const mayBe = (name: string, type: FrameField['type']) => !types.has(name) || types.get(name) === type;
  return [
    ...check(types.get('timestamp') === 'time' && types.get('body') === 'string', 'a log has timestamp and body'),
    ...check(mayBe('id', 'string') && mayBe('severity', 'string'), 'id and severity of a log are texts'),
    ...check(mayBe('labels', 'other'), 'labels of a log are objects'),
  ];
}

/** What is shown of an earlier period lies under the same series of the current one. */
function brokenPeriods(frames: readonly Frame[]): string[] {
  const series = frames.flatMap(({ schema: { fields }, data }) =>
    fields.flatMap((field) => (isNumber(field) && field.labels?.period !== undefined ? [{ field, data }] : []))
  );
  const current = new Map(
    frames.map(({ schema, data }) => [schema.fields[1] && nameAndLabels(schema.fields[1]), data])
  );
  return series.flatMap(({ field, data }) => {
    const { period, ...labels } = field.labels ?? {};
    const own = current.get(nameAndLabels({ ...field, labels }));
    const times = new Set(own?.values[0]);
    return [
      ...check(period === 'previous', 'a period is the previous one'),
      ...check(own !== undefined, 'a previous series has a current one'),
      ...check(
        (data.values[0] ?? []).every((time) => times.has(time)),
        'a previous series lies on the times of the current one'
      ),
    ];
  });
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
    ...(isNumber(field) ? check(field.config?.unit !== undefined, `${field.name} has a unit`) : []),
    ...(isNumber(field) ? check(Boolean(field.config?.displayNameFromDS), `${field.name} has a name to show`) : []),
  ];
}

const FRAME_TYPES = {
  time: 'time.Time',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
  other: 'json.RawMessage',
} as const;

function fits({ type, typeInfo }: FrameField, value: FrameValue): boolean {
  switch (type) {
    case 'time':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value) || (value === null && typeInfo.nullable === true);
    case 'string':
    case 'boolean':
      return typeof value === type || (value === null && typeInfo.nullable === true);
    case 'other':
      return isLabels(value) || (value === null && typeInfo.nullable === true);
  }
}

function isLabels(value: FrameValue): boolean {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((label) => typeof label === 'string')
  );
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
