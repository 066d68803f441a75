import { DataSourcePlugin } from '@grafana/data';
import { DataSource } from './datasource';
import { lazyEditor } from './lazy-editor';
import { migratedEditor } from './migrations/migrated-editor';
import { type LedgerOptions, type LedgerQuery, type LedgerSecrets } from './types';

const QueryEditor = lazyEditor(async () => {
  const { QueryEditor } = await import(/* webpackChunkName: "query-editor" */ './query-editor/QueryEditor');
  return { default: QueryEditor };
});

const QueryHelp = lazyEditor(async () => {
  const { QueryHelp } = await import(/* webpackChunkName: "query-help" */ './help/QueryHelp');
  return { default: QueryHelp };
});

const ConfigEditor = lazyEditor(async () => {
  const { ConfigEditor } = await import(/* webpackChunkName: "config-editor" */ './config-editor/ConfigEditor');
  return { default: ConfigEditor };
});

export const plugin = new DataSourcePlugin<DataSource, LedgerQuery, LedgerOptions, LedgerSecrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(migratedEditor(QueryEditor))
  .setQueryEditorHelp(QueryHelp);
