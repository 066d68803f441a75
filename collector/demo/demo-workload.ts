import { type Schedule } from './demo-calendar';

/** A key, what part of the calls goes through it, and when. Days count from the trial's own week. */
export interface DemoKey {
  readonly name: string;
  readonly environment: string;
  readonly weight: number;
  readonly from?: number;
  readonly to?: number;
  /** Share of its calls that are refused: its secret has expired. */
  readonly refused?: number;
}

/** One thing that a team does with models. */
export interface DemoWorkload {
  readonly team: string;
  readonly project: string;
  readonly task: string;
  readonly source: string;
  readonly operation: string;
  readonly endpoint: string;
  /** Calls of a working day in the trial's week. */
  readonly perDay: number;
  readonly schedule: Schedule;
  readonly keys: readonly DemoKey[];
  readonly models: ReadonlyArray<readonly [model: string, weight: number | ((day: number) => number)]>;
  /** Median tokens. */
  readonly input?: number;
  readonly output?: number;
  /** Share of the input that comes from the provider's cache, and that goes into it. */
  readonly cached?: readonly [read: number, written: number];
  /** Share of the output that is reasoning. */
  readonly reasoning?: number;
  /** What is billed instead of tokens, and its median. */
  readonly units?: readonly [unit: string, amount: number];
  /** Which kind of tokens the input or the output is, beside text. */
  readonly kinds?: { readonly input?: 'audio' | 'image'; readonly output?: 'image' };
  /** Share of calls that are streamed, signed for by a person, rated, and answered by the gateway's cache. */
  readonly streamed?: number;
  readonly signed?: number;
  readonly rated?: number;
  readonly gatewayCache?: number;
  readonly tiers?: ReadonlyArray<readonly [tier: string, weight: number]>;
  readonly configurations?: readonly string[];
  /** Tags: the feature, and whether calls are made for a customer. */
  readonly feature?: string;
  readonly forCustomers?: boolean;
  readonly sessions?: boolean;
  /** Since when it is done at all, and when everybody did; days of the trial. */
  readonly takenUp?: { readonly from: number; readonly until: number };
  readonly until?: number;
  /** How many times as busy the turn of the month is. */
  readonly monthEnd?: number;
}
