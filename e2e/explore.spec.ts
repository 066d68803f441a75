import { expect, test } from '@grafana/plugin-e2e';

test('Explore runs the default query, which shows data at once', async ({ explorePage, page }) => {
  await explorePage.datasource.set('Token Ledger');
  await expect(explorePage.runQuery()).toBeOK();
  await expect(page.getByText('Cost by model', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'claude-sonnet-4-5' })).toBeVisible();
});
