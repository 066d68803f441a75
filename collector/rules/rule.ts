import { type IntakeMetricId } from '../../contract/intake';
import { type MetricId } from '../../contract/metrics';
import { type UsageQuery } from '../../contract/query';

/** A setting that a reader may question, with its reason, which is printed beside it. */
export interface Choice<T> {
  readonly is: T;
  readonly why: string;
}

/** A number that people set for themselves. */
export interface Limit {
  readonly value: number;
  /** What it counts, for instance `USD a day`. */
  readonly unit: string;
}

export interface Limits {
  readonly threshold: number;
  readonly minimum: number;
}

/** What Grafana makes of a query without rows, and of one that failed. */
export type NoDataState = 'OK' | 'KeepLast';
export type ExecErrState = 'KeepLast' | 'Alerting';

/** A question of a rule to the collector: one metric, a value per label set. */
export interface LedgerQuestion extends Omit<Partial<UsageQuery>, 'metrics' | 'from' | 'to'> {
  readonly refId: string;
  readonly metrics: readonly [MetricId | IntakeMetricId];
  /** Seconds before now, for questions without `range`; `range` beats them. */
  readonly since?: number;
  readonly until?: number;
}

/** Arithmetic on what was asked; true where the result is not 0. */
export interface MathExpression {
  readonly refId: string;
  readonly expression: string;
}

/** True where the last value of any of the questions is below 0, which no value is: fails if one of them does. */
export interface FailsWithAny {
  readonly refId: string;
  readonly failsWithAny: readonly string[];
}

/** True where the value is above a number. */
export interface ThresholdExpression {
  readonly refId: string;
  readonly of: string;
  readonly above: number;
}

/** Another step's values without those that are no finite number: what is not there neither fires nor resolves. */
export interface FiniteOnly {
  readonly refId: string;
  readonly finiteOf: string;
}

export type RuleStep = LedgerQuestion | ThresholdExpression | MathExpression | FailsWithAny | FiniteOnly;

/** Texts of an alert: Go templates with `$labels` and `$values`. */
export interface RuleTexts {
  /** Grafana shows it as it is beside the rule, so it has labels but no values. */
  readonly summary: string;
  readonly description: string;
  readonly value?: string;
  readonly threshold?: string;
  /** Path in Grafana that shows what the rule counts, for the labels of the alert. */
  readonly dashboard?: string;
  /** Path in Grafana where the trouble is told where no dashboard can. */
  readonly settings?: string;
}

export type RuleGroup = 'spend' | 'calls' | 'books' | 'collector';

/** An alert rule, whatever data source, receiver and folder it is printed for. */
export interface AlertRule {
  /** Part of its uid; name of its runbook. */
  readonly name: string;
  readonly title: string;
  readonly group: RuleGroup;
  readonly severity: 'warning' | 'critical';
  /** One that each of its alerts has; none: it has one alert, without labels. */
  readonly label?: string;
  readonly threshold?: Limit;
  /** Below it the rule says nothing, whatever the threshold. */
  readonly minimum?: Limit;
  readonly pendingFor: Choice<string>;
  readonly keepFiringFor?: Choice<string>;
  /** Evaluations without its series after which an alert ends; Grafana's default is 2. */
  readonly missingSeriesEvals?: Choice<number>;
  readonly noDataState: Choice<NoDataState>;
  readonly execErrState: Choice<ExecErrState>;
  /** Labels that make a message of their own. */
  readonly messagePer: Choice<readonly string[]>;
  readonly groupWait: string;
  readonly repeatInterval: Choice<string>;
  /** Why it asks what it asks; printed above the queries. */
  readonly asks: string;
  /** The last step is the condition. */
  readonly steps: (limits: Limits) => readonly RuleStep[];
  readonly texts: (limits: Limits, datasourceUid: string) => RuleTexts;
}

/** How every rule but the watchdog takes a failure. */
export const KEEP_LAST: Choice<'KeepLast'> = {
  is: 'KeepLast',
  why: 'The watchdog alone speaks of failures; this rule neither fires nor resolves for one.',
};
