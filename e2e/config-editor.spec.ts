import { expect, test } from '@grafana/plugin-e2e';
import { environment } from './environment';

const TYPE = 'tokenledger-usage-datasource';

test('Save & test succeeds with the collector’s address and token', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await page.getByLabel('Data source connection URL').fill(environment.collectorUrl);
  await page.getByRole('textbox', { name: 'Collector token' }).fill(environment.delegateToken);
  await expect(config.saveAndTest()).toBeOK();
  await expect(page.getByText(/Token Ledger collector .* is ready/)).toBeVisible();
});

test('a wrong token is told as such', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await page.getByLabel('Data source connection URL').fill(environment.collectorUrl);
  await page.getByRole('textbox', { name: 'Collector token' }).fill('not-the-token');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(page.getByText(/token/i).last()).toBeVisible();
});

test('a collector that is stopped is named, with what to do', async ({ createDataSourceConfigPage, page }) => {
  const config = await createDataSourceConfigPage({ type: TYPE });
  await page.getByLabel('Data source connection URL').fill('http://127.0.0.1:9');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(page.getByText(/collector at http:\/\/127\.0\.0\.1:9 .*Is it running\?/)).toBeVisible();
});
