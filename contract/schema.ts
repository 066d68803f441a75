import { type DimensionInfo } from './dimensions';
import { type MetricInfo } from './metrics';

/** `GET /api/v1/schema`: what this collector can be asked. The editors are built from it. */
export interface SchemaDocument {
  /** Version of the collector, equal to the plugin's. */
  version: string;
  /** Version of this interface; a collector serves N and N − 1. */
  api: 1;
  /** `demo`: all usage is generated. */
  ledger: 'live' | 'demo';
  /** The ledger's zone, an IANA name. */
  timezone: string;
  /** Those with metrics of their own name them. */
  queryTypes: Array<{ id: string; title: string; description: string; metrics?: Array<MetricInfo<string>> }>;
  metrics: Array<MetricInfo<string>>;
  dimensions: Array<DimensionInfo<string>>;
  granularities: string[];
  operators: string[];
  ranges: string[];
  /** Who may see what; absent from collectors that do not tell. */
  access?: AccessSummary;
}

/** The rights in force, in sentences for people. */
export interface AccessSummary {
  /** What the one asking sees. */
  you: string;
  /** What each kind of viewer sees; told to those who see everything. */
  policy?: string[];
}
