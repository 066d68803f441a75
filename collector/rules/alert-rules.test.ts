import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fullScope, type Scope } from '../access/scope';
import { DEFAULT_POLICY } from '../access/policy/policy';
import { permitQuestion } from '../query/permit';
import { parseIntake, permitIntake } from '../query/intake/parse';
import { parseQuery } from '../query/parse';
import { askOne, NOW, rowsOf } from '../query/test/ask-ledger';
import { booked, priced } from '../store/conformance/bookings';
import { type BookedRecord } from '../store/store';
import { ALERT_RULES } from './alert-rules';
import { printRules } from './print-rules';
import { type ProvisionedStep, provisionRules, type RulesFile } from './provisioning';

const ROOT = join(__dirname, '..', '..');
const TARGET = { datasourceUid: 'tokenledger', folder: 'Token Ledger', receiver: 'Token Ledger' };
const RULES = provisionRules(ALERT_RULES, TARGET).groups.flatMap(({ rules }) => rules);
const byName = (name: string) => RULES.find(({ uid }) => uid === `tokenledger-${name}`)!;
const asked = ({ model, relativeTimeRange }: ProvisionedStep): Record<string, unknown> => ({
  ...model,
  from: 0,
  to: 1_000 * (relativeTimeRange?.from ?? 0),
});
const questions = RULES.flatMap(({ uid, data }) =>
  data
    .filter(({ datasourceUid }) => datasourceUid === 'tokenledger')
    .map((step) => ({ uid, model: step.model, query: asked(step) }))
);

/** What alert rules see by default. */
const SCOPE: Scope = {
  ...fullScope(),
  alert: true,
  money: 'customer',
  hiddenDimensions: DEFAULT_POLICY.views.alerts.hide,
};

describe('the provisioned rules', () => {
  const file = join(ROOT, 'provisioning', 'alerting', 'rules.yaml');
  const target = { ...TARGET, receiver: '${TOKENLEDGER_ALERT_RECEIVER}', folder: '${TOKENLEDGER_FOLDER}' };

  it('are what the command prints; docs/alerting.md says how to write them anew', () => {
    expect(readFileSync(file, 'utf8')).toBe(printRules(ALERT_RULES, target));
    expect(parse(readFileSync(file, 'utf8'))).toEqual(provisionRules(ALERT_RULES, target));
  });
});

describe('every question of a rule', () => {
  it.each(questions.map(({ uid, model, query }) => [uid, model.refId, query] as const))(
    'of %s (%s) may be asked by alert rules, one metric each, without a notice',
    (_uid, refId, query) => {
      if (query.queryType === 'intake') {
        const intake = parseIntake(String(refId), query, 'UTC');
        expect(() => permitIntake(intake, SCOPE)).not.toThrow();
        expect([intake.metrics.length, intake.question.notices]).toEqual([1, []]);
        return;
      }
      const question = parseQuery(String(refId), query, 'UTC');
      if ('code' in question) {
        throw question;
      }
      expect(permitQuestion(question, SCOPE).metrics).toHaveLength(1);
      expect(question.notices).toEqual([]);
    }
  );

  it('names nobody and no key', () => {
    const dimensions = questions.flatMap(({ model }) => model.groupBy as string[]);
    expect(dimensions.filter((dimension) => dimension === 'user' || dimension === 'api_key')).toEqual([]);
  });
});

describe('a collector that cannot be asked', () => {
  it('is told by the watchdog alone', () => {
    const failing = RULES.filter(({ execErrState }) => execErrState !== 'KeepLast');
    expect(failing.map(({ uid }) => uid)).toEqual(['tokenledger-watchdog']);
  });

  it('is another thing than one without rows, for which nothing fires: but what fires for silence goes on', () => {
    const others = RULES.filter(({ noDataState }) => noDataState !== 'OK');
    expect(others.map(({ uid, noDataState }) => [uid, noDataState])).toEqual([
      ['tokenledger-source-silent', 'KeepLast'],
    ]);
  });

  it('is found by a question of each kind that the other rules ask: type, groups and what is shown of money', () => {
    const kind = ({ queryType, metrics, groupBy }: Record<string, unknown>) =>
      `${String(queryType)} ${(groupBy as string[]).join()} ${(metrics as string[]).includes('cost') ? 'money' : ''}`;
    const kinds = (watchdog: boolean) =>
      questions.filter(({ uid }) => uid.endsWith('watchdog') === watchdog).map(({ model }) => kind(model));
    const ungrouped = 'usage  money';
    expect(kinds(false).filter((other) => other !== ungrouped && !kinds(true).includes(other))).toEqual([]);
  });
});

describe('what a spike is measured by', () => {
  const { data } = byName('spend-spike');
  const ask = async (records: BookedRecord[], refId: string) =>
    rowsOf(await askOne(records, { ...data.find((step) => step.refId === refId)!.model, refId: 'A' }));
  const spent = (team: string, hoursAgo: number) =>
    booked({ team, timestamp: NOW - hoursAgo * 3_600_000 }, priced('30'));

  it('is today and last week up to the same time of day', async () => {
    const records = [spent('a', 1), spent('a', 7 * 24 + 1), spent('a', 7 * 24 - 1), spent('a', 13)];
    expect([await ask(records, 'A'), await ask(records, 'P')]).toEqual([[['a', 30]], [['a', 30]]]);
  });

  it('is 0, not unknown, for a team that spent nothing then', async () => {
    const records = [spent('new', 1), spent('old', 7 * 24 + 1)];
    expect(await ask(records, 'P')).toEqual([
      ['new', 0],
      ['old', 30],
    ]);
    expect(await ask(records, 'T')).toEqual([[30]]);
  });

  it('is 0 for all in the first week of a ledger, in which the rule is silent', async () => {
    expect(await ask([spent('new', 1)], 'T')).toEqual([[0]]);
  });
});

describe('the texts of a rule', () => {
  it('have a page in docs/runbooks, and each page a rule', () => {
    const pages = readdirSync(join(ROOT, 'docs', 'runbooks')).sort();
    expect(pages).toEqual(ALERT_RULES.map(({ name }) => `${name}.md`).sort());
    expect(byName('spend-today').annotations.runbook).toBe('docs/runbooks/spend-today.md');
  });

  it('link to the runbooks where their address is known', () => {
    const linked = provisionRules(ALERT_RULES, { ...TARGET, runbooks: 'https://wiki.example/tl/' });
    const { annotations } = linked.groups[0]!.rules[0]!;
    expect([annotations.runbook_url, annotations.runbook]).toEqual([
      'https://wiki.example/tl/spend-today.md',
      undefined,
    ]);
  });

  it('take labels and values that the rule has', () => {
    for (const { uid, data, annotations } of RULES) {
      const text = Object.values(annotations).join(' ');
      const labels = new Set([...text.matchAll(/\$labels\.(\w+)/g)].map(([, name]) => name!));
      const values = new Set([...text.matchAll(/\$values\.(\w+)/g)].map(([, name]) => name!));
      const groups = data.flatMap(({ model }) => (model.groupBy as string[] | undefined) ?? []);
      const refIds = data.map(({ refId }) => refId);
      expect([uid, [...labels].filter((name) => !groups.includes(name))]).toEqual([uid, []]);
      expect([uid, [...values].filter((name) => !refIds.includes(name))]).toEqual([uid, []]);
    }
  });
});

describe('numbers of one’s own', () => {
  const own = provisionRules(ALERT_RULES, {
    ...TARGET,
    thresholds: { 'error-rate': 0.07, 'spend-today': 1_000 },
    minimums: { 'error-rate': 7 },
  });
  const rule = (name: string) => own.groups.flatMap(({ rules }) => rules).find(({ uid }) => uid.endsWith(name))!;

  it('are in condition and text', () => {
    expect(rule('error-rate').data.at(-1)!.model.expression).toBe('$A > 0.07 && $N >= 7');
    expect(rule('error-rate').annotations.threshold).toBe('7% of at least 7 calls');
    expect(rule('spend-today').annotations.threshold).toBe('$1,000.00 a day');
    expect(rule('spend-month').annotations.threshold).toBe('$500.00 a month');
  });
});

describe('a rule without a receiver', () => {
  it('leaves it to the notification policies', () => {
    const file: RulesFile = provisionRules(ALERT_RULES, { datasourceUid: 'x', folder: 'f' });
    expect(
      file.groups.flatMap(({ rules }) => rules).filter(({ notification_settings }) => notification_settings)
    ).toEqual([]);
  });
});
