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
  /** Those with metrics and dimensions of their own name them. */
  queryTypes: Array<{
    id: string;
    title: string;
    description: string;
    metrics?: Array<MetricInfo<string>>;
    dimensions?: Array<DimensionInfo<string>>;
  }>;
  metrics: Array<MetricInfo<string>>;
  dimensions: Array<DimensionInfo<string>>;
  granularities: string[];
  operators: string[];
  ranges: string[];
  /** Who may see what; absent from collectors that do not tell. */
  access?: AccessSummary;
  /** What a test of the connection tells: only with `?facts=true`, since counting takes time, and not by older collectors. */
  facts?: ConnectionFacts;
}

/** The rights in force, in sentences for people. */
export interface AccessSummary {
  /** What the one asking sees. */
  you: string;
  /** What each kind of viewer sees; told to those who see everything. */
  policy?: string[];
}

/** State of the ledger as the one asking sees it. */
export interface ConnectionFacts {
  /** Where records are kept. */
  store: string;
  /** The collector's clock, epoch ms. */
  now: number;
  /** How many records the one asking sees. */
  records: number;
  /** Times of the first and the newest of them, epoch ms; null: there is none. */
  first: number | null;
  newest: number | null;
  /** Role of the token that was sent; `open`: the collector asks for none. */
  token: 'delegate' | 'read' | 'admin' | 'ingest' | 'open';
  /** Who asks: `verified` by Grafana's signature, merely `claimed`, or `nobody` was named. */
  identity: 'verified' | 'claimed' | 'nobody';
}
