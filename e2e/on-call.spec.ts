import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext, type Page } from '@playwright/test';
import { selectors } from '../src/selectors';
import { environment, records } from './environment';
import { dollars, SPENDER, type TestRecord, THRESHOLD_USD } from './records.mts';
import { webhookAlerts } from './webhook-alerts';

const RULE = `Spend by hand ${environment.now}`;
const SUMMARY = '{{ $labels.team }} has spent {{ printf "$%.2f" $values.A.Value }} lately';
const HOUR = 3_600_000;
/** Time of the calls that leave the rule's range while it runs; each team has later ones, too. */
const LEAVING = environment.now - HOUR;
/** How long they stay: preview, saving, evaluation and delivery fit in. */
const STAY_S = 90;
/** Evaluation, grouping and delivery, after the calls have left. */
const PATIENCE = { timeout: 150_000, intervals: [2_000] };

const since = (time: number) => records.filter(({ timestamp }) => timestamp >= time);
const before = since(LEAVING);
const after = since(LEAVING + 1);

test.afterEach(({ request }) => deleteRule(request));

test('a rule made by hand fires for the team above its threshold, and resolves as its calls age', async ({
  alertRuleEditPage,
  page,
  request,
}) => {
  test.skip(!environment.webhookUrl, 'the environment has no webhook to read');
  test.setTimeout(300_000);
  // The form is one long page.
  await page.setViewportSize({ width: 1680, height: 2000 });
  await alertRuleEditPage.goto();
  await alertRuleEditPage.alertRuleNameField.fill(RULE);
  await askCostByTeam(page);
  await step(page, 2).getByRole('spinbutton').fill(String(THRESHOLD_USD));
  await chooseEvaluation(page);
  await chooseReceiver(page);
  await page.getByPlaceholder('Enter a summary...').fill(SUMMARY);
  // Last, as it starts the time that the calls stay.
  await chooseRange(page, Math.ceil((Date.now() - LEAVING) / 1_000) + STAY_S);
  expect((await alertRuleEditPage.evaluate()).status()).toBe(200);
  await expect.poll(() => previewed(page)).toEqual({ values: dollarsByTeam(before), firing: [SPENDER] });
  await page.getByTestId('save-rule').click();
  await expect(page.getByText('Rule added successfully')).toBeVisible();

  const fired = [SPENDER, 'firing', summaryOf(before)];
  await expect.poll(() => messages(request), PATIENCE).toEqual([fired]);
  const resolved = [SPENDER, 'resolved', summaryOf(after)];
  await expect.poll(() => messages(request), PATIENCE).toEqual([fired, resolved]);
});

function step(page: Page, number: number) {
  return page.getByTestId(`data-testid alert-rule step-${number}`);
}

/** A new rule starts with the default data source, which is ours, and with its cost. */
async function askCostByTeam(page: Page): Promise<void> {
  const editor = page.getByTestId(selectors.queryEditor.root);
  await editor.getByRole('combobox', { name: 'Group by', exact: true }).click();
  await page.keyboard.type('team\n');
  await page.keyboard.press('Escape');
  await editor.getByRole('combobox', { name: 'Granularity', exact: true }).click();
  await page.getByRole('option', { name: 'Total', exact: true }).click();
  await expect(page.getByTestId(selectors.queryEditor.sentence)).toHaveText(/^Cost by team in total/);
}

async function chooseEvaluation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select folder' }).click();
  await page.getByRole('treeitem', { name: 'Token Ledger' }).click();
  await page.getByTestId('data-testid alert-rule new-evaluation-group-button').click();
  await page.getByTestId('data-testid alert-rule new-evaluation-group-name').fill('by hand');
  await page.getByTestId('data-testid alert-rule new-evaluation-group-interval').fill('10s');
  await page.getByTestId('data-testid alert-rule new-evaluation-group-create-button').click();
  await step(page, 4).getByRole('option', { name: 'None' }).first().click();
}

async function chooseReceiver(page: Page): Promise<void> {
  await page.getByTestId('contact-point-picker').getByRole('combobox').click();
  await page.getByRole('option', { name: 'Token Ledger webhook' }).click();
  await page.getByText('Muting, grouping and timings').click();
  // The input lies under what draws the switch.
  await page.getByLabel('Override timings').check({ force: true });
  await page.getByLabel('Group wait value').fill('1s');
  await page.getByLabel('Group interval value').fill('10s');
}

async function chooseRange(page: Page, seconds: number): Promise<void> {
  await page.getByTestId('query-editor-row').getByRole('button', { name: 'Options' }).first().click();
  await page.getByRole('button', { name: 'now-10m to now' }).click();
  await page.locator('input[value="now-10m"]').fill(`now-${seconds}s`);
  await page.getByRole('button', { name: 'TimePicker submit button' }).click();
  await page.keyboard.press('Escape');
}

/** One value per team as the preview writes it, and the teams that would fire. */
async function previewed(page: Page): Promise<{ values: Record<string, string>; firing: string[] }> {
  const text = await step(page, 2).innerText();
  const rows = [...text.matchAll(/\{team="(\w+)"\}\s+([\d.]+)(?:\s+(Firing|Normal))?/g)];
  return {
    values: Object.fromEntries(rows.filter(([, , , state]) => !state).map(([, team, value]) => [team!, value!])),
    firing: rows.filter(([, , , state]) => state === 'Firing').map(([, team]) => team!),
  };
}

function dollarsByTeam(some: readonly TestRecord[]): Record<string, string> {
  const teams = [...new Set(some.map(({ team }) => team))];
  return Object.fromEntries(
    teams.map((team) => [team, dollars(some.filter((record) => record.team === team)).replace('$', '')])
  );
}

function summaryOf(some: readonly TestRecord[]): string {
  return `${SPENDER} has spent ${dollars(some.filter(({ team }) => team === SPENDER))} lately`;
}

/** What the webhook was told about this rule: team, status, summary. */
async function messages(request: APIRequestContext): Promise<string[][]> {
  const alerts = await webhookAlerts(request);
  return alerts
    .filter(({ labels }) => labels.alertname === RULE)
    .map(({ labels, status, annotations }) => [labels.team ?? '', status, annotations.summary ?? '']);
}

/** Leaves the other stories what they know. */
async function deleteRule(request: APIRequestContext): Promise<void> {
  const rules = (await (await request.get('/api/v1/provisioning/alert-rules')).json()) as Array<{
    uid: string;
    title: string;
  }>;
  for (const { uid } of rules.filter(({ title }) => title === RULE)) {
    expect((await request.delete(`/api/v1/provisioning/alert-rules/${uid}`)).status()).toBe(204);
  }
}
