import { type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { type LedgerOptions, type LedgerSecrets } from '../types';

/** What Grafana gives the config editor and it gives its parts. */
export type ConfigProps = DataSourcePluginOptionsEditorProps<LedgerOptions, LedgerSecrets>;
