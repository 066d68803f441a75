import {
  createDataFrame,
  type DataFrame,
  type DataFrameType,
  FieldType,
  type QueryResultMetaNotice,
} from '@grafana/data';
import { withoutEmptyTables } from './without-empty-tables';

function frame(type: string, values: number[], notices: QueryResultMetaNotice[] = []): DataFrame {
  const fields = [{ name: 'cost', type: FieldType.number, values }];
  return createDataFrame({ fields, meta: { type: type as DataFrameType, notices } });
}

const kept = (...data: DataFrame[]) => withoutEmptyTables({ data }, 'table').data as DataFrame[];

it('leaves out tables without rows, so that table panels say so in their own words', () => {
  const full = frame('numeric-long', [1]);
  expect(kept(frame('numeric-long', []), full, frame('table', []))).toEqual([full]);
});

it('keeps series, and tables that warn of something', () => {
  const series = frame('timeseries-multi', []);
  const warned = frame('table', [], [{ severity: 'warning', text: 'Unknown field' }]);
  const told = frame('table', [], [{ severity: 'info', text: 'Time zone: UTC' }]);
  expect(kept(series, warned, told)).toEqual([series, warned]);
});

it('hands on what has nothing to leave out as it is', () => {
  const response = { data: [frame('table', [1])] };
  expect(withoutEmptyTables(response, 'table')).toBe(response);
});

it('leaves other panels and Explore what there is', () => {
  const response = { data: [frame('numeric-long', [])] };
  for (const panel of ['xychart', 'stat', undefined]) {
    expect(withoutEmptyTables(response, panel)).toBe(response);
  }
});
