import { type DataFrame, type DataQueryResponse, type Field, FieldType } from '@grafana/data';
import { VOLUME_REF_ID } from './volume-query';

/** As the collector says it of single lines; all others are errors. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['2xx', 'info'],
  ['4xx', 'warning'],
]);

/** The answer with the levels by which Grafana colours the volume of log lines, where it is such an answer. */
export function levelResponse(response: DataQueryResponse): DataQueryResponse {
  return { ...response, data: response.data.map(levelFrame) };
}

function levelFrame(frame: DataFrame): DataFrame {
  return frame.refId?.startsWith(VOLUME_REF_ID) ? { ...frame, fields: frame.fields.map(levelField) } : frame;
}

function levelField(field: Field): Field {
  const status = field.labels?.status_class;
  const counts = field.type === FieldType.number && status !== undefined;
  return counts ? { ...field, labels: { level: LEVELS.get(status) ?? 'error' } } : field;
}
