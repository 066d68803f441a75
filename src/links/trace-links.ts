import { type DataLink, type DataSourceInstanceSettings } from '@grafana/data';
import { type LedgerOptions } from '../types';

/** How data sources for traces are asked for one trace by its id, where it takes more than the id. */
const QUERY_TYPES: Readonly<Record<string, string | undefined>> = {
  tempo: 'traceql',
  zipkin: 'traceID',
  'grafana-x-ray-datasource': 'getTrace',
};

type Lookup = (uid: string) => Pick<DataSourceInstanceSettings, 'name' | 'type' | 'uid'> | undefined;

/** From a trace's id to the trace: in the data source that the settings name, and on a page elsewhere. */
export function traceLinks(
  { traceDatasourceUid, traceUrl }: Pick<LedgerOptions, 'traceDatasourceUid' | 'traceUrl'>,
  lookUp: Lookup
): DataLink[] {
  const traces = traceDatasourceUid ? lookUp(traceDatasourceUid) : undefined;
  const internal: DataLink[] = traces
    ? [
        {
          title: `Show trace in ${traces.name}`,
          url: '',
          internal: {
            datasourceUid: traces.uid,
            datasourceName: traces.name,
            query: { refId: 'A', query: '${__value.raw}', queryType: QUERY_TYPES[traces.type] },
          },
        },
      ]
    : [];
  return traceUrl ? [...internal, { title: 'Show trace', url: traceUrl, targetBlank: true }] : internal;
}
