import { expect, test } from '@grafana/plugin-e2e';

test('Explore runs the default query, which shows data at once', async ({ explorePage, page }) => {
  await explorePage.datasource.set('Token Ledger');
  const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await page.getByRole('button', { name: 'Run query' }).click();
  expect((await answered).status()).toBe(200);
  await expect(page.getByText(/^Cost by model/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'claude-sonnet-4-5' })).toBeVisible();
});
