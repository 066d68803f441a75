import { parse } from 'yaml';
import { ALERT_RULES } from '../rules/alert-rules';
import { type RulesFile } from '../rules/provisioning';
import { type InstalledCollector, installCollector } from '../test/installed-collector';

jest.setTimeout(60_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

const run = (...args: string[]) => installed.start(installed.bundle, ['rules', ...args]).end();
const rulesOf = (file: RulesFile) => file.groups.flatMap(({ rules }) => rules);

test('prints a file that says the same as YAML and as JSON, for the data source, folder and receiver given', async () => {
  const target = ['--datasource-uid', 'ledger-eu', '--folder', 'Spend', '--receiver', 'On call'];
  const yaml = await run(...target);
  const file = JSON.parse((await run(...target, '--format', 'json')).output) as RulesFile;
  expect([yaml.code, parse(yaml.output)]).toEqual([0, file]);
  expect(rulesOf(file)).toHaveLength(ALERT_RULES.length);
  expect(new Set(file.groups.map(({ folder }) => folder))).toEqual(new Set(['Spend']));
  const [first] = rulesOf(file);
  expect(first).toMatchObject({ uid: 'ledger-eu-spend-today', notification_settings: { receiver: 'On call' } });
  expect(first?.data[0]?.datasourceUid).toBe('ledger-eu');
});

test('takes thresholds and minimums of one’s own, and leaves out what is named', async () => {
  const { output } = await run('--threshold', 'spend-today=1500', '--minimum', 'error-rate=5', '--without', 'unpriced');
  const rules = rulesOf(parse(output) as RulesFile);
  expect(rules[0]?.annotations.threshold).toBe('$1,500.00 a day');
  expect(rules.map(({ uid }) => uid)).not.toContain('tokenledger-unpriced');
  expect(rules).toHaveLength(ALERT_RULES.length - 1);
  expect(output).toContain('$A > 0.05 && $N >= 5');
});

test('lists every rule with its numbers', async () => {
  const { output } = await run('--list');
  expect(ALERT_RULES.filter(({ name }) => !output.includes(name))).toEqual([]);
  expect(output).toMatch(/^spend-today +Spend today by team +25 USD a day and team/m);
});

test.each([
  [['--threshold', 'spend=1'], 'the rule one of spend-today, spend-month'],
  [['--threshold', 'spend-today=-1'], 'It must be rule=number'],
  [['--minimum', 'spend-today=1'], 'the rule one of spend-spike, error-rate'],
  [['--without', 'all'], 'There is no rule of this name; there are spend-today'],
  [['--datasource-uid', 'a-uid-that-is-longer-than-it-should-be'], 'Give the data source a shorter uid'],
  [['--format', 'toml'], 'Allowed choices are yaml, json'],
])('%j is refused with what is allowed', async (args, reason) => {
  const { code, errors } = await run(...args);
  expect([code, errors]).toEqual([1, expect.stringContaining(reason)]);
});
