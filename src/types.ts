import { type DataQuery, type DataSourceJsonData } from '@grafana/data';
import { type UsageFilter, type UsageQuery } from '../contract/query';

/**
 * A question as saved in a dashboard.
 *
 * Wider than the contract's: a dashboard variable may stand for any word, and a newer collector may offer words that
 * this version does not know.
 */
export type LedgerQuery = DataQuery &
  Omit<UsageQuery, 'queryType' | 'filters' | 'kinds' | WordField> &
  Partial<Record<WordField, string>> & {
    filters?: LedgerFilter[];
    kinds?: string[];
    /** Version of the question's shape; the first one does not say. */
    version?: number;
  };

/** Fields of one word. */
export const WORD_FIELDS = ['granularity', 'range', 'compare', 'compareAs', 'settle', 'order', 'format'] as const;
type WordField = (typeof WORD_FIELDS)[number];

export type LedgerFilter = Omit<UsageFilter, 'operator'> & { operator: string };

/** A query with every word said, as the editor shows it. */
export type CompleteQuery = LedgerQuery &
  Required<Pick<LedgerQuery, 'queryType' | 'metrics' | 'groupBy' | 'granularity' | 'filters' | 'timezone'>>;

/** What the data source fills in where a question does not say. */
export interface QueryDefaults {
  timezone?: string;
  /** Rows of lists. */
  rowLimit?: number;
}

/** Settings of the data source that the browser may see: Grafana's own for HTTP. */
export interface LedgerOptions extends DataSourceJsonData {
  tlsAuth?: boolean;
  tlsAuthWithCACert?: boolean;
  tlsSkipVerify?: boolean;
  serverName?: string;
  oauthPassThru?: boolean;
  /** Whole seconds until a request to the collector is given up. Provisioned from a variable, it is a text. */
  timeout?: number | string;
  enableSecureSocksProxy?: boolean;
  /** Zone of questions that name none; none: the ledger's. */
  timezone?: string;
  /** Most rows of lists for questions that set no limit. Provisioned from a variable, it is a text. */
  rowLimit?: number | string;
  /** Data source that traces are looked up in. */
  traceDatasourceUid?: string;
  /** Page of a trace elsewhere, with `${__value.raw}` where the trace's id goes. */
  traceUrl?: string;
}

/** Settings that only the plugin's backend may read. */
export interface LedgerSecrets {
  /** Bearer token of the collector, of the role `delegate`. */
  token?: string;
  basicAuthPassword?: string;
}
