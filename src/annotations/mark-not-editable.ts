import { type DataFrame, type DataQueryResponse, type Field, FieldType } from '@grafana/data';

/** What Grafana calls each question for marks on a dashboard's graphs. */
const ANNOTATION_REF_ID = 'Anno';

/** Grafana offers to edit and delete every mark but those of the id 0, as only its own can be changed. */
export function markNotEditable(response: DataQueryResponse): DataQueryResponse {
  return { ...response, data: response.data.map(markFrame) };
}

function markFrame(frame: DataFrame): DataFrame {
  if (frame.refId !== ANNOTATION_REF_ID || frame.fields.length === 0) {
    return frame;
  }
  const values = Array.from({ length: frame.length }, () => 0);
  const id: Field<number> = { name: 'id', type: FieldType.number, config: {}, values };
  return { ...frame, fields: [...frame.fields.filter(({ name }) => name !== id.name), id] };
}
