import { type ConfiguredToken } from '../access/token-book';
import { type IdentitySettings } from '../access/id-token/create-id-token-verifier';
import { type Policy } from '../access/policy/policy';
import { type Directory } from '../directory/directory';
import { type Pricing } from '../pricing/price-record';
import { type DayParts } from '../store/store';
import { type ReadLimits } from '../store/sqlite/readers/row-reader';

/** How a collector runs: validated, complete, and free of any file or environment. */
export interface Settings {
  readonly listen: ListenAddress;
  readonly dataDir: string;
  readonly store: 'sqlite';
  /** The ledger's zone, an IANA name. */
  readonly timezone: string;
  /** What peak and weekend are, in the zone of each query. */
  readonly dayParts: DayParts;
  readonly logLevel: LogLevel;
  /** Whether `/metrics` asks for a token. */
  readonly metrics: 'token' | 'open';
  readonly tokens: readonly ConfiguredToken[];
  /** What questions may take. */
  readonly limits: ReadLimits;
  readonly content: ContentSettings;
  readonly pricing: Pricing;
  readonly directory: Directory;
  /** Who may see what. */
  readonly policy: Policy;
  /** How id tokens of Grafana are verified; null: none is. */
  readonly identity: IdentitySettings | null;
}

/** Whether prompts and answers are kept, and how. */
export interface ContentSettings {
  /** False: they are dropped on arrival. */
  readonly capture: boolean;
  /** How long they are kept after their arrival. */
  readonly retentionMs: number;
  /** Most bytes of those of a record, as JSON. */
  readonly maxBytes: number;
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whether an address is reachable from this machine only. */
export function isLoopback({ host }: ListenAddress): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Address as it is written in URLs. */
export function formatAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
