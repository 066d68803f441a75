import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { panel, saveDashboard } from './dashboard';
import { environment } from './environment';

const HOUR = 3_600_000;
const costs = panel('timeseries', 'Cost', { metrics: ['cost'], granularity: 'hour' });
const marker = (page: Page) => page.getByTestId('data-testid annotation-marker');

test('a new annotation query finds what changed the numbers', async ({ annotationEditPage, page }) => {
  await annotationEditPage.datasource.set('Token Ledger');
  await expect(page.getByText('Annotations of all kinds')).toBeVisible();
  await expect(annotationEditPage.runQuery()).toBeOK();
  await expect(page.getByText(/1 events \(from 6 fields\)/)).toBeVisible();
});

test('a dashboard’s annotations mark its graphs, whatever filters it has', async ({ request, page }) => {
  await saveDashboard(request, {
    uid: 'e2e-annotations',
    variables: [{ type: 'adhoc', name: 'Filters', filters: [{ key: 'team', operator: '=', value: 'atlas' }] }],
    annotations: [
      { name: 'Changes', iconColor: 'red', target: { refId: 'Anno', kinds: ['configuration'] } },
      { name: 'Prices', iconColor: 'blue', target: { refId: 'Anno', queryType: 'annotations', kinds: ['price'] } },
    ],
    panels: [costs],
  });
  await page.goto('/d/e2e-annotations');
  await expect(marker(page)).toHaveCount(1);
  await marker(page).hover();
  await expect(page.getByText('First start of the collector')).toBeVisible();
  await expect(page.getByText('configuration', { exact: true })).toBeVisible();
});

test('a stretch of time is marked as one', async ({ request, page }) => {
  await saveDashboard(request, {
    uid: 'e2e-regions',
    annotations: [{ name: 'Repairs', iconColor: 'red', target: { refId: 'Anno', kinds: ['reprice'] } }],
    panels: [costs],
  });
  // Repairs of a test's ledger are over in no time, so the answer is one that the collector gives after a long one.
  await page.route(/\/api\/ds\/query/, async (route) => {
    const asked = route.request().postData() ?? '';
    return asked.includes('reprice') ? route.fulfill({ json: repairAnswer() }) : route.continue();
  });
  await page.goto('/d/e2e-regions');
  await expect(marker(page)).toHaveCount(1);
  expect((await marker(page).boundingBox())?.width).toBeGreaterThan(50);
});

/** What the collector answers for a repair of two days. */
function repairAnswer(): object {
  const end = environment.now - HOUR;
  const texts = ['title', 'text', 'tags', 'id'].map((name) => ({
    name,
    type: 'string',
    typeInfo: { frame: 'string' },
  }));
  const fields = [
    { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
    { name: 'timeEnd', type: 'time', typeInfo: { frame: 'time.Time', nullable: true } },
    ...texts,
  ];
  const values = [[end - 48 * HOUR], [end], ['Records re-priced'], ['new list'], ['reprice'], ['reprice/1']];
  const schema = { refId: 'Anno', meta: { type: 'table', typeVersion: [0, 1] }, fields };
  return { results: { Anno: { status: 200, frames: [{ schema, data: { values } }] } } };
}
