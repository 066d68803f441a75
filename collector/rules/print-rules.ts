import { Document, isMap, isScalar, type Node, type Scalar, visit, type YAMLMap } from 'yaml';
import { provisionRules, type RulesFile, type RuleTarget } from './provisioning';
import { type AlertRule } from './rule';

export const RULE_FORMATS = ['yaml', 'json'] as const;
export type RuleFormat = (typeof RULE_FORMATS)[number];

const WIDTH = 120;

/** The file as text; YAML has the reason of each choice above it. */
export function printRules(
  rules: readonly AlertRule[],
  target: RuleTarget,
  { format = 'yaml', head }: { readonly format?: RuleFormat; readonly head?: string } = {}
): string {
  const file = provisionRules(rules, target);
  return format === 'json' ? `${JSON.stringify(file, null, 2)}\n` : printYaml(file, rules, head);
}

function printYaml(file: RulesFile, rules: readonly AlertRule[], head: string | undefined): string {
  const document = new Document(file, { aliasDuplicateObjects: false });
  document.commentBefore = head === undefined ? null : comment(head);
  const printed = file.groups.flatMap((group, at) => group.rules.map((rule, index) => [rule, at, index] as const));
  for (const [{ title }, group, index] of printed) {
    const rule = rules.find((other) => other.title === title)!;
    explain(document.getIn(['groups', group, 'rules', index]) as YAMLMap<Scalar, Node>, rule);
  }
  return document.toString({ lineWidth: WIDTH, singleQuote: true });
}

/** Puts the reasons above the settings. */
function explain(node: YAMLMap<Scalar, Node>, rule: AlertRule): void {
  const reasons: Record<string, string | undefined> = {
    for: rule.pendingFor.why,
    keepFiringFor: rule.keepFiringFor?.why,
    missing_series_evals_to_resolve: rule.missingSeriesEvals?.why,
    noDataState: rule.noDataState.why,
    execErrState: rule.execErrState.why,
    data: rule.asks,
  };
  above(node, reasons);
  const settings = node.get('notification_settings', true);
  if (isMap<Scalar, Node>(settings)) {
    above(settings, { group_by: rule.messagePer.why, repeat_interval: rule.repeatInterval.why });
  }
  const annotations = node.get('annotations', true);
  if (isMap<Scalar, Node>(annotations)) {
    // Long texts on lines of their own.
    annotations.items.forEach(({ value }) => {
      if (isScalar(value) && String(value.value).length > WIDTH / 2) value.type = 'BLOCK_FOLDED';
    });
  }
  visit(node, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'relativeTimeRange' && isMap(value)) value.flow = true;
    },
  });
}

function above(node: YAMLMap<Scalar, Node>, reasons: Readonly<Record<string, string | undefined>>): void {
  for (const { key } of node.items) {
    const reason = reasons[String(key.value)];
    if (reason) key.commentBefore = comment(reason);
  }
}

/** Comment lines of readable length. */
function comment(text: string): string {
  return text
    .split('\n')
    .flatMap((paragraph) => paragraph.match(/.{1,100}(?=\s|$)/g) ?? [''])
    .map((line) => ` ${line.trim()}`)
    .join('\n');
}
