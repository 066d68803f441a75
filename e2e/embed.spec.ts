import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { panel, saveDashboard } from './dashboard';
import { records } from './environment';
import { dollars } from './records.mts';

const UID = 'embedded';
const QUERY = {
  metrics: ['cost'],
  groupBy: [],
  granularity: 'none',
  filters: [{ dimension: 'team', operator: '=', values: ['$team'] }],
};

test('a panel inside of a page of the team’s own follows the variables in its address', async ({ page, request }) => {
  await saveDashboard(request, {
    uid: UID,
    variables: [{ name: 'team', type: 'query', query: 'team', multi: true, includeAll: true, refresh: 1 }],
    panels: [panel('stat', 'Cost', QUERY, { fieldConfig: { defaults: { decimals: 2 }, overrides: [] } })],
  });
  for (const teams of [['borea'], ['atlas', 'cetus']]) {
    await openPage(page, teams.map((team) => `var-team=${team}`).join('&'));
    const calls = records.filter(({ team }) => teams.includes(team));
    await expect(page.frameLocator('iframe').getByTestId('data-testid panel content')).toContainText(dollars(calls));
  }
  await openPage(page, 'var-team=$__all');
  await expect(page.frameLocator('iframe').getByTestId('data-testid panel content')).toContainText(dollars(records));
});

/** A page that is no part of Grafana, with the panel in it. */
async function openPage(page: Page, parameters: string): Promise<void> {
  const source = `/d-solo/${UID}/embedded?orgId=1&panelId=1&${parameters}`;
  await page.route('**/our-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<h1>What we spend</h1><iframe src="${source}" width="600" height="300"></iframe>`,
    })
  );
  await page.goto('/our-page');
  await expect(page.getByRole('heading', { name: 'What we spend' })).toBeVisible();
}
