import { expect, test } from '@grafana/plugin-e2e';
import { saveDashboard, table } from './dashboard';
import { records } from './environment';

const UID = 'e2e-public';

test('a public dashboard shows what the policy names, to a browser that nobody signed in with', async ({
  request,
  browser,
}) => {
  await saveDashboard(request, {
    uid: UID,
    panels: [table('Teams', { metrics: ['requests'], groupBy: ['team'], timezone: 'dashboard' })],
  });
  const path = `/api/dashboards/uid/${UID}/public-dashboards`;
  const known = await request.get(path);
  const shared = known.ok() ? known : await request.post(path, { data: { isEnabled: true, share: 'public' } });
  const { accessToken } = (await shared.json()) as { accessToken: string };
  const visitor = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  try {
    const page = await visitor.newPage();
    await page.goto(`/public-dashboards/${accessToken}`);
    const cetus = records.filter(({ team }) => team === 'cetus').length;
    await expect(page.getByRole('row').filter({ hasText: 'cetus' })).toContainText(String(cetus));
    await expect(page.getByText('atlas')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'cetus' })).toHaveCount(0);
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  } finally {
    await visitor.close();
    await request.delete(`/api/dashboards/uid/${UID}`);
  }
});
