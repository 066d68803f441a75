import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext } from '@playwright/test';
import { parse } from 'yaml';
import { type RulesFile } from '../collector/rules/provisioning';
import { environment, records } from './environment';
import { dollars, SPENDER, THRESHOLD_USD } from './records.mts';

const RULE = 'Spend today by team';
/** Evaluation, grouping and delivery. */
const PATIENCE = { timeout: 150_000, intervals: [2_000] };

test('every setting of the provisioned rules is one that Grafana knows', async ({ request }) => {
  const file = join(__dirname, '..', 'provisioning', 'alerting', 'rules.yaml');
  const rules = (parse(readFileSync(file, 'utf8')) as RulesFile).groups.flatMap((group) => group.rules);
  for (const { uid, ...rule } of rules) {
    const known = (await (await request.get(`/api/v1/provisioning/alert-rules/${uid}`)).json()) as Record<
      string,
      unknown
    >;
    expect([uid, known.for, known.keep_firing_for, known.missingSeriesEvalsToResolve ?? undefined]).toEqual([
      uid,
      rule.for,
      rule.keepFiringFor ?? '0s',
      rule.missing_series_evals_to_resolve,
    ]);
    expect(known).toMatchObject({
      title: rule.title,
      condition: rule.condition,
      noDataState: rule.noDataState,
      execErrState: rule.execErrState,
      labels: rule.labels,
      annotations: rule.annotations,
      notification_settings: { ...rule.notification_settings, receiver: 'Token Ledger' },
    });
  }
});

test('the rule fires for the one team above its threshold, by name, and not for the others', async ({ request }) => {
  test.setTimeout(180_000);
  await expect
    .poll(async () => (await alerts(request)).map(({ labels, state }) => `${labels.team} ${state}`).sort(), PATIENCE)
    .toEqual(['atlas Alerting', 'borea Normal', 'cetus Normal']);
  const today = records.filter(
    ({ team, timestamp }) => team === SPENDER && timestamp > environment.now - 6 * 3_600_000
  );
  expect(today.reduce((sum, { cents }) => sum + cents, 0)).toBeGreaterThan(THRESHOLD_USD * 100);
  const firing = (await alerts(request)).find(({ labels }) => labels.team === SPENDER);
  expect(firing?.annotations.summary).toBe(`${SPENDER} has spent more than $${THRESHOLD_USD}.00 on LLM calls today`);
  expect(firing?.annotations.value).toBe(dollars(today));
});

test('the message reaches the webhook with the team in it', async ({ request }) => {
  test.skip(!environment.webhookUrl, 'the environment has no webhook to read');
  test.setTimeout(180_000);
  const messages = async () => (await request.get(environment.webhookUrl!)).text();
  await expect.poll(messages, PATIENCE).toContain(`"team":"${SPENDER}"`);
  expect(await messages()).not.toContain('"team":"borea"');
});

interface Alert {
  labels: Record<string, string>;
  state: string;
  annotations: Record<string, string>;
}

async function alerts(request: APIRequestContext): Promise<Alert[]> {
  const response = await request.get('/api/prometheus/grafana/api/v1/rules');
  const body = (await response.json()) as {
    data: { groups: Array<{ rules: Array<{ name: string; alerts?: Alert[] }> }> };
  };
  const rules = body.data.groups.flatMap((group) => group.rules).filter(({ name }) => name === RULE);
  return rules.flatMap((rule) => rule.alerts ?? []).map((alert) => ({ ...alert, state: alert.state.split(' ')[0]! }));
}
