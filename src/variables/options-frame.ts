import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';

/** An option of a dashboard's variable. */
export interface VariableOption {
  text: string;
  value: string;
}

/** Options as Grafana reads them: texts in both fields, also where they look like numbers. */
export function optionsFrame(refId: string, options: VariableOption[]): DataFrame {
  return createDataFrame({
    refId,
    fields: [
      { name: 'text', type: FieldType.string, values: options.map(({ text }) => text) },
      { name: 'value', type: FieldType.string, values: options.map(({ value }) => value) },
    ],
  });
}
