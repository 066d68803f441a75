import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext } from '@playwright/test';
import { type RulesFile } from '../collector/rules/provisioning';
import { MessageSink } from './message-sink';
import { alertStates, StateHistory } from './rule-states';
import { RulesCollector } from './rules-collector';
import { PROVISIONING_FOLDER as FOLDER, provision, quickened, WATCHED, withdraw } from './rules-provisioning';
import { bookCalmDay, bookRelief, bookTrouble, NAMELESS, TROUBLE } from './rules-story';
import { type WebhookAlert } from './webhook-alerts';

const WATCHDOG = 'Token Ledger does not answer';
const SILENT = 'Source gone silent';
/** Evaluation, waiting, delivery. */
const PATIENCE = { timeout: 90_000, intervals: [1_000] };
/** What the story could not wait for, as options of the command; hours without a record among it. */
const NUMBERS = [
  '--threshold',
  'spend-month=100',
  '--threshold',
  'source-silent=0.015',
  '--minimum',
  'source-silent=200',
];
const RAISED = [
  '--threshold',
  'spend-today=9000',
  '--threshold',
  'spend-month=9000',
  '--threshold',
  'intake-rejects=90',
];
const WAITING = ['Spend spike by team', 'Error rate by model', 'p95 latency by model'];

const collector = new RulesCollector();
const sink = new MessageSink();
test.afterEach(async () => {
  await collector.remove();
  await sink.close();
});

test('each rule fires and resolves with its own words, and only the watchdog speaks while the collector is down', async ({
  request,
}) => {
  test.skip(!FOLDER, 'the provisioning folder of this Grafana is not known');
  test.setTimeout(420_000);
  const sinkUrl = await sink.listen();
  await collector.start();
  await addDataSource(request);
  const rules = quickened(await printed(NUMBERS));
  const history = new StateHistory(request, WATCHED.folder);
  try {
    await test.step('an empty ledger is no trouble', async () => {
      await provision(request, FOLDER!, rules, sinkUrl);
      const reason = (rule: string) => (rule === SILENT ? 'NoData, KeepLast' : 'NoData');
      const empty = [...Object.keys(TROUBLE), WATCHDOG].map((rule) => `${rule}: Normal (${reason(rule)})`).sort();
      await expect.poll(() => shown(request), PATIENCE).toEqual(empty);
    });

    await test.step('a calm day is none either', async () => {
      await bookCalmDay(collector);
      const seen = () => Object.entries(TROUBLE).map(([rule, [labels]]) => history.of(rule, labels).join());
      await expect.poll(seen, PATIENCE).toEqual(Object.keys(TROUBLE).map(() => 'Normal'));
      const all = Object.entries(await states(request));
      expect(all.filter(([, state]) => state !== 'Normal')).toEqual([]);
      expect(sink.at('/webhook')).toEqual([]);
    });

    await test.step('each rule fires for what is its own, and says so', async () => {
      await bookTrouble(collector);
      await expect.poll(() => fired(), PATIENCE).toEqual(Object.keys(TROUBLE).sort());
      for (const [rule, [labels, summary, value]] of Object.entries(TROUBLE)) {
        const [message] = messages(rule, 'firing');
        expect(shownLabels(message!), rule).toBe(labels);
        expect(message?.annotations, rule).toMatchObject({
          summary,
          value: typeof value === 'string' ? value : expect.stringMatching(value),
        });
        const before = WAITING.includes(rule) ? ['Normal', 'Pending', 'Alerting'] : ['Normal', 'Alerting'];
        await expect.poll(() => history.of(rule, labels), { message: rule }).toEqual(before);
      }
    });

    await test.step('messages have value, threshold and links, in Slack too', async () => {
      const message = sink
        .at<Message>('/webhook')
        .find(({ alerts }) => alerts[0]?.labels.alertname === 'Spend today by team');
      expect(message?.title).toBe('Firing: delta has spent more than $25.00 on LLM calls today ($1,234.50)');
      expect(message?.message).toContain('\nValue: $1,234.50\nThreshold: $25.00 a day\n');
      expect(message?.message).toMatch(
        /\nDashboard: http:\S+\/d\/tokenledger-teams\?from=now\/d&to=now&var-team=delta\n/
      );
      expect(message?.message).toContain('\nRunbook: https://runbooks.example/spend-today.md\nSilence: http');
      const attachments = sink.at<SlackMessage>('/slack').flatMap((slack) => slack.attachments);
      const slack = attachments.find(({ title }) => title === message?.title);
      expect(slack?.text).toContain(
        '*delta has spent more than $25.00 on LLM calls today*\nValue: $1,234.50\nThreshold: $25.00 a day\n'
      );
      expect(slack?.text).toContain(
        'var-team=delta|Dashboard> · <https://runbooks.example/spend-today.md|Runbook> · <http'
      );
      const unpriced = attachments.find(({ text }) => text.includes('have no price'));
      expect(unpriced?.text).toContain('*Calls to acme-&lt;!channel&gt;&amp; have no price*');
      expect(attachments.filter((said) => /<!/.test(`${said.title}${said.text}`))).toEqual([]);
    });

    await test.step('with the collector down the watchdog alone speaks, and the others keep their state', async () => {
      const before = await states(request);
      const said = sink.at('/webhook').length;
      await collector.stop();
      await expect.poll(() => messages(WATCHDOG, 'firing').length, PATIENCE).toBe(1);
      await expect.poll(() => history.of(WATCHDOG, '')).toEqual(['Normal', 'Pending', 'Alerting']);
      const outage = sink.at<Message>('/webhook').at(-1)?.message;
      expect(outage).toMatch(/Cause: .*connection refused.*Is it running\?/);
      expect(outage).toMatch(new RegExp(`\nData source: http\\S+/connections/datasources/edit/${WATCHED.uid}\n`));
      // All of them have failed by now, or this would be too soon.
      await expect
        .poll(async () => Object.values(await states(request, true)).every((s) => s.includes('Error')), PATIENCE)
        .toBe(true);
      expect(sink.at('/webhook')).toHaveLength(said + 1);
      expect({ ...(await states(request)), [WATCHDOG]: 'Normal' }).toEqual({ ...before, [WATCHDOG]: 'Normal' });
      const spend = (await alertStates(request, WATCHED.folder))?.find(
        ({ rule, labels }) => rule === 'Spend today by team' && labels === 'team=delta'
      );
      expect(spend?.annotations.value).toBe('$1,234.50');
    });

    await test.step('a right that rules lack is told by the watchdog as well', async () => {
      await collector.start({ policy: { views: { alerts: { hide: ['user', 'api_key', 'team'] } } } });
      await expect
        .poll(
          async () =>
            (await alertStates(request, WATCHED.folder))?.find(({ rule }) => rule === WATCHDOG)?.annotations.Error,
          PATIENCE
        )
        .toContain('team may not be used by alert rules');
      expect(messages(WATCHDOG, 'resolved')).toEqual([]);
      await collector.stop();
    });

    await test.step('each resolves when its trouble is over', async () => {
      const config = {
        pricing: { prices: [{ provider: 'acme', model: NAMELESS, from: '2020-01-01', input: 1, output: 1 }] },
      };
      await collector.start(config);
      await collector.stop();
      await collector.command('reprice', '--unpriced-only', '--reason', 'price of the nameless model added', '--apply');
      await collector.start(config);
      await bookRelief(collector);
      await expect.poll(() => history.of('Spend spike by team', 'team=delta').at(-1), PATIENCE).toBe('Normal');
      await provision(request, FOLDER!, quickened(await printed([...NUMBERS.slice(2), ...RAISED])), sinkUrl);
      await expect.poll(() => resolved(), PATIENCE).toEqual([...Object.keys(TROUBLE), WATCHDOG].sort());
      for (const [rule, [labels]] of Object.entries(TROUBLE)) {
        expect(shownLabels(messages(rule, 'resolved')[0]!), rule).toBe(labels);
        expect(messages(rule, 'firing'), rule).toHaveLength(1);
      }
    });
  } finally {
    history.stop();
    await withdraw(request, FOLDER!, rules);
    await request.delete(`/api/datasources/uid/${WATCHED.uid}`);
  }
});

interface Message {
  title: string;
  message: string;
  alerts: WebhookAlert[];
}

interface SlackMessage {
  attachments: Array<{ title: string; text: string }>;
}

async function addDataSource(request: APIRequestContext): Promise<void> {
  const response = await request.post('/api/datasources', {
    data: {
      name: WATCHED.folder,
      uid: WATCHED.uid,
      type: 'tokenledger-usage-datasource',
      access: 'proxy',
      url: await collector.url(),
      secureJsonData: { token: collector.delegateToken },
    },
  });
  expect(response.status()).toBe(200);
}

async function printed(numbers: readonly string[]): Promise<RulesFile> {
  const { uid, folder, receiver } = WATCHED;
  const target = ['--datasource-uid', uid, '--folder', folder, '--receiver', receiver];
  const rest = ['--runbooks', 'https://runbooks.example', '--format', 'json', ...numbers];
  return JSON.parse(await collector.command('rules', ...target, ...rest)) as RulesFile;
}

/** Alerts of a rule that the webhook was told of. */
function messages(rule: string, status: WebhookAlert['status']): WebhookAlert[] {
  const alerts = sink.at<Message>('/webhook').flatMap((message) => message.alerts);
  return alerts.filter((alert) => alert.labels.alertname === rule && alert.status === status);
}

function fired(): string[] {
  return [...Object.keys(TROUBLE), WATCHDOG].filter((rule) => messages(rule, 'firing').length > 0).sort();
}

function resolved(): string[] {
  return [...Object.keys(TROUBLE), WATCHDOG].filter((rule) => messages(rule, 'resolved').length > 0).sort();
}

async function shown(request: APIRequestContext): Promise<string[]> {
  return ((await alertStates(request, WATCHED.folder)) ?? []).map(({ rule, state }) => `${rule}: ${state}`).sort();
}

/** Word of each alert's state by rule and labels; the watchdog's by its name alone. */
async function states(request: APIRequestContext, whole = false): Promise<Record<string, string>> {
  const all = (await alertStates(request, WATCHED.folder)) ?? [];
  return Object.fromEntries(
    all.map(({ rule, labels, state }) => [`${rule} ${labels}`.trim(), whole ? state : state.split(' ')[0]!])
  );
}

function shownLabels({ labels }: WebhookAlert): string {
  const own = ['model', 'provider', 'source', 'team'].filter((name) => labels[name] !== undefined);
  return own.map((name) => `${name}=${labels[name]}`).join(' ');
}
