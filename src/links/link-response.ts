import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type Field,
} from '@grafana/data';
import { getDataSourceSrv, hasPermission } from '@grafana/runtime';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { addLinks, type Links } from './add-links';
import { logLink } from './log-link';
import { traceLinks } from './trace-links';

/**
 * The answer with links in its tables.
 *
 * @param explain - the question in plain words, which a link can carry away from its dashboard
 */
export function linkResponse(
  response: DataQueryResponse,
  { targets, range }: Pick<DataQueryRequest<LedgerQuery>, 'targets' | 'range'>,
  explain: (target: LedgerQuery) => LedgerQuery,
  settings: DataSourceInstanceSettings<LedgerOptions>
): DataQueryResponse {
  const links: Links = {
    ofGroup: (field: Field, { refId }: DataFrame) => {
      const target = mayExplore() ? targets.find((candidate) => candidate.refId === refId) : undefined;
      return target ? [logLink(field, explain(target), { uid: settings.uid, name: settings.name, range })] : [];
    },
    ofTrace: () => {
      const { traceUrl, traceDatasourceUid } = settings.jsonData;
      const lookedUp = mayExplore() ? traceDatasourceUid : undefined;
      return traceLinks({ traceUrl, traceDatasourceUid: lookedUp }, (uid) =>
        getDataSourceSrv().getInstanceSettings(uid)
      );
    },
  };
  return { ...response, data: response.data.map((frame: DataFrame) => addLinks(frame, links)) };
}

/** Links into Explore would lead those without it to Grafana's start page. */
function mayExplore(): boolean {
  return hasPermission('datasources:explore');
}
