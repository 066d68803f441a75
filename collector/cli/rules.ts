import { type Command, InvalidArgumentError, Option } from 'commander';
import { ALERT_RULES } from '../rules/alert-rules';
import { printRules, RULE_FORMATS, type RuleFormat } from '../rules/print-rules';
import { uidOf } from '../rules/provisioning';
import { type AlertRule } from '../rules/rule';
import { layOut } from './table';

interface RulesOptions {
  readonly datasourceUid: string;
  readonly receiver?: string;
  readonly folder: string;
  readonly runbooks?: string;
  readonly threshold: Record<string, number>;
  readonly minimum: Record<string, number>;
  readonly without: string[];
  readonly format: RuleFormat;
  readonly list?: boolean;
}

const NAMES = ALERT_RULES.map(({ name }) => name).join(', ');
/** Longer uids are refused by Grafana, which then does not start. */
const MAX_UID = 40;

/** `tokenledger rules`. */
export function addRulesCommand(program: Command): void {
  program
    .command('rules')
    .description('print alert rules as a file for Grafana’s provisioning folder (alerting/)')
    .option(
      '--datasource-uid <uid>',
      'uid of the data source in Grafana, see its address in the browser',
      'tokenledger'
    )
    .option('--receiver <name>', 'contact point that is told; default: as the notification policies have it')
    .option('--folder <name>', 'folder in Grafana', 'Token Ledger')
    .option('--runbooks <url>', 'address where you keep docs/runbooks, for links; default: the path alone, as text')
    .option('--threshold <rule=number>', 'a threshold of your own; repeatable', limit('threshold'), {})
    .option('--minimum <rule=number>', 'a minimum of your own; repeatable', limit('minimum'), {})
    .option('--without <rule>', 'leave a rule out; repeatable', without, [])
    .addOption(
      new Option('--format <format>', 'as YAML with reasons, or as JSON').choices(RULE_FORMATS).default('yaml')
    )
    .option('--list', 'list the rules with their thresholds and minimums instead')
    .action((options: RulesOptions, command: Command) => {
      if (options.list) {
        console.log(listed());
        return;
      }
      const { datasourceUid, receiver, folder, runbooks, threshold, minimum, format } = options;
      const rules = ALERT_RULES.filter(({ name }) => !options.without.includes(name));
      const refused = rules.map((rule) => uidOf(rule, datasourceUid)).find((uid) => !isUid(uid));
      if (refused !== undefined) {
        command.error(
          `error: --datasource-uid ${datasourceUid}: ${refused} would be no uid for a rule, which takes at most ` +
            `${MAX_UID} letters, digits, - and _. Give the data source a shorter uid.`
        );
      }
      const target = { datasourceUid, receiver, folder, runbooks, thresholds: threshold, minimums: minimum };
      process.stdout.write(printRules(rules, target, { format }));
    });
}

function listed(): string {
  const shown = (limit: AlertRule['threshold']) => (limit ? `${limit.value} ${limit.unit}` : '');
  const rows = ALERT_RULES.map((rule) => [rule.name, rule.title, shown(rule.threshold), shown(rule.minimum)]);
  return layOut([['rule', 'title', 'threshold: above', 'minimum'], ...rows]);
}

function isUid(text: string): boolean {
  return text.length <= MAX_UID && /^[\w-]+$/.test(text);
}

function limit(kind: 'threshold' | 'minimum') {
  return (text: string, others: Record<string, number>): Record<string, number> => {
    const [, name = '', number = ''] = /^([^=]+)=(\d{1,12}(?:\.\d{1,6})?)$/.exec(text) ?? [];
    const takes = ALERT_RULES.filter((rule) => rule[kind]).map((rule) => rule.name);
    if (!takes.includes(name)) {
      throw new InvalidArgumentError(`It must be rule=number from 0, the rule one of ${takes.join(', ')}.`);
    }
    return { ...others, [name]: Number(number) };
  };
}

function without(name: string, others: string[]): string[] {
  if (!ALERT_RULES.some((rule) => rule.name === name)) {
    throw new InvalidArgumentError(`There is no rule of this name; there are ${NAMES}.`);
  }
  return [...others, name];
}
