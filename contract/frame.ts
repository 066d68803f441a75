/**
 * Data frames in the JSON shape of Grafana's `/api/ds/query`, which the plugin's backend decodes with the official SDK.
 */
export type FieldType = 'time' | 'number' | 'string' | 'boolean' | 'other';

export interface FrameField {
  name: string;
  type: FieldType;
  typeInfo: { frame: 'time.Time' | 'float64' | 'string' | 'bool' | 'json.RawMessage'; nullable?: boolean };
  labels?: Record<string, string>;
  config?: { displayNameFromDS?: string; unit?: string; description?: string };
}

export interface FrameNotice {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

export interface FrameMeta {
  /** A type counts only with its version: without one Grafana falls back to guessing. */
  type: 'timeseries-multi' | 'numeric-long' | 'table' | 'log-lines';
  typeVersion: [0, 0] | [0, 1];
  preferredVisualisationType?: 'graph' | 'table' | 'logs';
  executedQueryString?: string;
  notices?: FrameNotice[];
  custom?: Record<string, unknown>;
}

/** Objects are labels of log lines, in fields of type `other`. */
export type FrameValue = number | string | boolean | null | Readonly<Record<string, string>>;

export interface Frame {
  schema: { refId: string; name?: string; meta: FrameMeta; fields: FrameField[] };
  /** One array per field, all of one length. */
  data: { values: FrameValue[][] };
}

export interface QueryResult {
  status: number;
  frames?: Frame[];
  error?: string;
  /** `downstream`: the question or the collector; `plugin`: a fault of ours. */
  errorSource?: 'downstream' | 'plugin';
}

export interface QueryResponse {
  results: Record<string, QueryResult>;
}
