import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import { markNotEditable } from './mark-not-editable';

const frame = (refId: string) =>
  createDataFrame({
    refId,
    fields: [
      { name: 'time', type: FieldType.time, values: [1, 2] },
      { name: 'id', type: FieldType.string, values: ['a', 'b'] },
    ],
  });
const fields = (refId: string) =>
  (markNotEditable({ data: [frame(refId)] }).data as DataFrame[])[0]!.fields.map(({ name, values }) => [name, values]);

it('marks on graphs have the id that Grafana offers no change of', () => {
  expect(fields('Anno')).toEqual([
    ['time', [1, 2]],
    ['id', [0, 0]],
  ]);
});

it('answers to panels keep their own ids', () => {
  expect(fields('A')[1]).toEqual(['id', ['a', 'b']]);
});
