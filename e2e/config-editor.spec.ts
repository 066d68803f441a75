import { expect, test } from '@grafana/plugin-e2e';
import { type Locator, type Page } from '@playwright/test';
import { selectors } from '../src/selectors';
import { environment } from './environment';
import { LEDGER, queryGrafana } from './grafana-query';

const TYPE = LEDGER.type;
const RANGE = { from: environment.now - 24 * 3_600_000, to: environment.now + 1 };

test('Save & test succeeds with the collector’s address and token, and tells how the ledger fares', async ({
  createDataSourceConfigPage,
  page,
}) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await fillConnection(page, environment.delegateToken);
  await expect(config.saveAndTest()).toBeOK();
  await expect(page.getByText(/^Token Ledger collector \S+ at \S+ is ready\.$/)).toBeVisible();
  const told = page.getByTestId('data-testid Alert success');
  await expect(told).toContainText(/Its ledger \(SQLite\) holds \d+ records that you see, the newest .+ (old|clock)\./);
  await expect(told).toContainText('Its clock agrees with Grafana');
  await expect(told).toContainText('You see all requests');
});

test('a wrong token is told as such', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await fillConnection(page, 'not-the-token');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(told(page)).toContainText('does not accept the token (401)');
  const access = page.getByTestId(selectors.configEditor.access);
  await expect(access).toContainText(/has not told who sees what: .* does not accept the token \(401\)/);
});

test('tokens of other roles are told as such', async ({ createDataSourceConfigPage, page }) => {
  test.skip(!environment.readToken, 'the environment has no token for scripts');
  const config = await createDataSourceConfigPage({ type: TYPE });
  await fillConnection(page, environment.readToken!);
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(told(page)).toContainText(/its role is read: everybody .* would see everything.*--role delegate/);
  await page.getByRole('button', { name: 'Reset' }).first().click();
  await fillConnection(page, environment.ingestToken);
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(told(page)).toContainText(/may only book records.*needs the role delegate/);
});

test('a collector that is stopped is named, with what to do', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await page.getByLabel('Data source connection URL').fill('http://127.0.0.1:9');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(told(page)).toContainText(/collector at http:\/\/127\.0\.0\.1:9 .*Is it running\?.*port 4319/);
});

test('another service is told from a collector', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await page.getByLabel('Data source connection URL').fill(`${process.env.GRAFANA_URL}/login`);
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(told(page)).toContainText(/is not a Token Ledger collector|does not sound like a Token Ledger/);
});

test('default zone, row limit and headers are saved, and count in queries that do not say it themselves', async ({
  createDataSourceConfigPage,
  page,
  request,
}) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await fillConnection(page, environment.delegateToken);
  await page.getByRole('combobox', { name: 'Default time zone' }).fill('Asia/Kolkata');
  await page.getByRole('option', { name: /^Asia\/Kolkata/ }).click();
  await page.getByLabel('Row limit').fill('3');
  await page.getByRole('button', { name: 'Expand section HTTP headers' }).click();
  await page.getByRole('button', { name: 'Add header' }).click();
  await page.getByLabel('Header', { exact: true }).fill('X-Region');
  await page.getByLabel('Value', { exact: true }).fill('eu');
  await page.getByLabel('Value', { exact: true }).blur();
  await expect(config.saveAndTest()).toBeOK();
  const datasource = { type: TYPE, uid: page.url().split('/').at(-1)!.split('?')[0]! };
  const saved = (await (await request.get(`/api/datasources/uid/${datasource.uid}`)).json()) as {
    jsonData: object;
    secureJsonFields: object;
  };
  expect(saved.jsonData).toMatchObject({ rowLimit: 3, httpHeaderName1: 'X-Region' });
  expect(saved.secureJsonFields).toEqual({ token: true, httpHeaderValue1: true });
  const asked = { datasource, queryType: 'requests', timezone: undefined };
  const results = await queryGrafana(
    request,
    [
      { refId: 'A', ...asked },
      { refId: 'B', ...asked, limit: 5, timezone: 'UTC' },
      { refId: 'C', datasource, metrics: ['cost'], groupBy: ['team'], granularity: 'hour' },
    ],
    RANGE
  );
  const told = Object.values(results).map(({ frames: [frame] = [] }) => [
    (frame?.schema.meta as { custom?: { timezone: string } } | undefined)?.custom?.timezone,
    frame?.data.values[0]?.length,
  ]);
  expect(told).toEqual([
    ['Asia/Kolkata', 3],
    ['UTC', 5],
    ['Asia/Kolkata', expect.any(Number)],
  ]);
});

test('a provisioned data source can be tested, and cannot be changed', async ({ gotoDataSourceConfigPage, page }) => {
  await gotoDataSourceConfigPage(LEDGER.uid);
  const editor = page.getByTestId('data-testid tokenledger config editor');
  await expect(editor.getByText('You see all requests')).toBeVisible();
  for (const role of ['textbox', 'combobox', 'spinbutton', 'checkbox'] as const) {
    for (const control of await editor.getByRole(role).all()) {
      await expect(control).toBeDisabled();
    }
  }
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText(/is ready\.$/)).toBeVisible();
});

/** What Save & test says is wrong. */
function told(page: Page): Locator {
  return page.getByTestId('data-testid Alert error');
}

async function fillConnection(page: Page, token: string): Promise<void> {
  await page.getByLabel('Data source connection URL').fill(environment.collectorUrl);
  await page.getByRole('textbox', { name: 'Collector token' }).fill(token);
}
