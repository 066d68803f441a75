import { type AlertRule, type Limits, type RuleGroup, type RuleStep } from './rule';

/** What rules are printed for. */
export interface RuleTarget {
  readonly datasourceUid: string;
  /** Folder in Grafana, made if it is not there. */
  readonly folder: string;
  /** Contact point; without one the organisation's notification policies decide. */
  readonly receiver?: string;
  /** Address of the folder of runbooks. */
  readonly runbooks?: string;
  /** Own numbers, by name of the rule. */
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly minimums?: Readonly<Record<string, number>>;
}

/** A rule as Grafana's provisioning files have it. */
export interface ProvisionedRule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly missing_series_evals_to_resolve?: number;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly notification_settings?: object;
  readonly data: readonly ProvisionedStep[];
}

export interface ProvisionedStep {
  readonly refId: string;
  readonly datasourceUid: string;
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  readonly model: Readonly<Record<string, unknown>>;
}

export interface ProvisionedGroup {
  readonly orgId: number;
  readonly name: string;
  readonly folder: string;
  readonly interval: string;
  readonly rules: readonly ProvisionedRule[];
}

export interface RulesFile {
  readonly apiVersion: 1;
  readonly groups: readonly ProvisionedGroup[];
}

/** How often the rules of a group are evaluated. What is on the books for days need not be asked each minute. */
const INTERVALS: Readonly<Record<RuleGroup, string>> = { spend: '1m', calls: '1m', books: '5m', collector: '1m' };
const EXPRESSIONS = '__expr__';
/** Range of questions that name their own; Grafana wants one all the same. */
const DAY = 86_400;
const RUNBOOK_FOLDER = 'docs/runbooks';

/** Rules as Grafana's file format for provisioning has them. */
export function provisionRules(rules: readonly AlertRule[], target: RuleTarget): RulesFile {
  const groups = [...new Set(rules.map(({ group }) => group))];
  return {
    apiVersion: 1,
    groups: groups.map((name) => ({
      orgId: 1,
      name,
      folder: target.folder,
      interval: INTERVALS[name],
      rules: rules.filter(({ group }) => group === name).map((rule) => provisionRule(rule, target)),
    })),
  };
}

/** Uid of a rule: two ledgers in one Grafana have two data sources, so their rules do not meet. */
export function uidOf(rule: AlertRule, datasourceUid: string): string {
  return `${datasourceUid}-${rule.name}`;
}

function provisionRule(rule: AlertRule, target: RuleTarget): ProvisionedRule {
  const limits = limitsOf(rule, target);
  const steps = rule.steps(limits);
  const { keepFiringFor, missingSeriesEvals, receiver } = { ...rule, receiver: target.receiver };
  return {
    uid: uidOf(rule, target.datasourceUid),
    title: rule.title,
    condition: steps.at(-1)!.refId,
    for: rule.pendingFor.is,
    ...(keepFiringFor && { keepFiringFor: keepFiringFor.is }),
    ...(missingSeriesEvals && { missing_series_evals_to_resolve: missingSeriesEvals.is }),
    noDataState: rule.noDataState.is,
    execErrState: rule.execErrState.is,
    labels: { severity: rule.severity, service: 'tokenledger' },
    annotations: annotationsOf(rule, limits, target),
    ...(receiver !== undefined && { notification_settings: notificationOf(rule, receiver) }),
    data: steps.map((step) => provisionStep(step, target.datasourceUid)),
  };
}

function limitsOf({ name, threshold, minimum }: AlertRule, { thresholds, minimums }: RuleTarget): Limits {
  return {
    threshold: thresholds?.[name] ?? threshold?.value ?? 0,
    minimum: minimums?.[name] ?? minimum?.value ?? 0,
  };
}

function annotationsOf(
  rule: AlertRule,
  limits: Limits,
  { datasourceUid, runbooks }: RuleTarget
): Record<string, string> {
  const { summary, description, value, threshold, dashboard, settings } = rule.texts(limits, datasourceUid);
  const page = `${rule.name}.md`;
  const ifKnown = (text: string) => onlyWith(rule.label, text);
  const link = (path: string) => ifKnown(`{{ externalURL }}${path}`);
  return {
    summary,
    description: ifKnown(description),
    ...(value !== undefined && { value: ifKnown(value) }),
    ...(threshold !== undefined && { threshold }),
    ...(dashboard !== undefined && { dashboard: link(dashboard) }),
    ...(settings !== undefined && { settings: link(settings) }),
    // A path is no link: Grafana shows runbook_url as one.
    ...(runbooks === undefined
      ? { runbook: `${RUNBOOK_FOLDER}/${page}` }
      : { runbook_url: `${runbooks.replace(/\/$/, '')}/${page}` }),
  };
}

/** Without rows there are no labels and values, and a text about them would be full of holes. */
function onlyWith(label: string | undefined, text: string): string {
  return label === undefined ? text : `{{ if $labels.${label} }}${text}{{ end }}`;
}

function notificationOf({ messagePer, groupWait, repeatInterval }: AlertRule, receiver: string): object {
  return {
    receiver,
    group_by: ['grafana_folder', 'alertname', ...messagePer.is],
    group_wait: groupWait,
    repeat_interval: repeatInterval.is,
  };
}

function provisionStep(step: RuleStep, datasourceUid: string): ProvisionedStep {
  const { refId } = step;
  if ('metrics' in step) {
    const { since = DAY, until = 0, queryType = 'usage', ...question } = step;
    const model = { ...question, refId, queryType, granularity: 'none', filters: [], timezone: 'ledger' };
    return { refId, datasourceUid, relativeTimeRange: { from: since, to: until }, model };
  }
  return { refId, datasourceUid: EXPRESSIONS, model: { refId, ...expressionOf(step) } };
}

function expressionOf(step: Exclude<RuleStep, { metrics: unknown }>): Record<string, unknown> {
  if ('above' in step) {
    const conditions = [{ evaluator: { type: 'gt', params: [step.above] } }];
    return { type: 'threshold', expression: step.of, conditions };
  }
  if ('expression' in step) {
    return { type: 'math', expression: step.expression };
  }
  if ('finiteOf' in step) {
    return { type: 'reduce', expression: step.finiteOf, reducer: 'last', settings: { mode: 'dropNN' } };
  }
  const conditions = step.failsWithAny.map((refId) => ({
    type: 'query',
    query: { params: [refId] },
    reducer: { type: 'last', params: [] },
    evaluator: { type: 'lt', params: [0] },
    operator: { type: 'or' },
  }));
  return { type: 'classic_conditions', conditions };
}
