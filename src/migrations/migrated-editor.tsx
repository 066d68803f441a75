import { type QueryEditorProps } from '@grafana/data';
import { type ComponentType, useMemo } from 'react';
import { type DataSource } from '../datasource';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { migrateQuery } from './migrate-query';

type Props = QueryEditorProps<DataSource, LedgerQuery, LedgerOptions>;

/** The editor, shown saved questions in the shape of today. They are written in it once something is changed. */
export function migratedEditor(Editor: ComponentType<Props>): ComponentType<Props> {
  return function MigratedEditor(props: Props) {
    const query = useMemo(() => migrateQuery(props.query), [props.query]);
    return <Editor {...props} query={query} />;
  };
}
