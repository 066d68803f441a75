import { type DataFrame, type DataLink, type Field, FieldType } from '@grafana/data';
import { isDimensionId } from '../../contract/dimensions';

/** Links of the columns that have some. */
export interface Links {
  /** From a group to its calls. */
  ofGroup(field: Field, frame: DataFrame): DataLink[];
  /** From a call to its trace. */
  ofTrace(): DataLink[];
}

const TRACE_FIELD = 'trace_id';

/**
 * Tables with links in the columns that lead somewhere, and with Grafana's buttons for filters on the dimensions. Panels
 * may still say something else of a column.
 */
export function addLinks(frame: DataFrame, links: Links): DataFrame {
  const type: string | undefined = frame.meta?.type;
  if (type !== 'numeric-long' && type !== 'table' && type !== 'log-lines') {
    return frame;
  }
  return {
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type !== FieldType.string) {
        return field;
      }
      if (field.name === TRACE_FIELD) {
        return linked(field, links.ofTrace());
      }
      const isGroup = isDimensionId(field.name);
      const marked = isGroup ? { ...field, config: { ...field.config, filterable: true } } : field;
      return isGroup && type === 'numeric-long' ? linked(marked, links.ofGroup(field, frame)) : marked;
    }),
  };
}

function linked(field: Field, links: DataLink[]): Field {
  const known = field.config.links ?? [];
  return links.length === 0 ? field : { ...field, config: { ...field.config, links: [...known, ...links] } };
}
