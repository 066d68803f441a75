import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { type DashboardFixture, saveDashboard, table } from './dashboard';
import { records } from './environment';

const MODELS = unique(records.map(({ model }) => model));
const modelsOf = (...teams: string[]) =>
  unique(records.filter(({ team }) => teams.includes(team)).map(({ model }) => model));

const variable = (name: string, query: unknown, more: Record<string, unknown> = {}) => ({
  name,
  type: 'query',
  query,
  refresh: 2,
  multi: true,
  includeAll: true,
  current: { text: ['All'], value: ['$__all'] },
  ...more,
});

const ofTeam = [{ dimension: 'team', operator: '=', values: ['$team'] }];
const fixture: DashboardFixture = {
  uid: 'e2e-variables',
  variables: [
    variable('team', { refId: 'v', queryType: 'dimension_values', dimension: 'team' }),
    variable('model', { refId: 'v', queryType: 'dimension_values', dimension: 'model', filters: ofTeam }),
    variable('old', 'dimension_values(team)', { allValue: '.*' }),
    variable('person', { refId: 'v', dimension: 'user', search: '$__searchFilter' }, { multi: false }),
  ],
  panels: [
    table('Models: ${model:csv}', {
      metrics: ['requests'],
      groupBy: ['team'],
      filters: [
        ...ofTeam,
        { dimension: 'model', operator: '=', values: ['$model'] },
        { dimension: 'team', operator: '=~', values: ['$old'] },
      ],
    }),
  ],
};

test('a new variable lists what is in use, most used first', async ({ variableEditPage, page }) => {
  await variableEditPage.datasource.set('Token Ledger');
  await variableEditPage.runQuery();
  await expect(variableEditPage).toDisplayPreviews(['atlas', 'borea', 'cetus']);
  await page.getByRole('combobox', { name: 'Dimension' }).fill('provider');
  await page.getByRole('option', { name: /^Provider/ }).click();
  await variableEditPage.runQuery();
  await expect(variableEditPage).toDisplayPreviews(['openai', 'anthropic']);
  // Known already, and so answered at once.
  await page.getByRole('combobox', { name: 'Dimension' }).fill('team');
  await page.getByRole('option', { name: /^Team/ }).click();
  await expect(variableEditPage).toDisplayPreviews(['atlas', 'borea', 'cetus']);
});

test('a new variable lists metrics by title', async ({ variableEditPage, page }) => {
  await variableEditPage.datasource.set('Token Ledger');
  await page.getByRole('combobox', { name: 'List' }).click();
  await page.getByRole('option', { name: /^Metrics/ }).click();
  await variableEditPage.runQuery();
  // The first twenty are shown at once.
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(variableEditPage).toDisplayPreviews(['Requests', 'Cost']);
});

test('All is no filter, and several values are several', async ({ request, page }) => {
  await saveDashboard(request, fixture);
  expect(await filtersAsked(page, '')).toEqual([[], [], []]);
  await expect(page.getByRole('heading', { name: `Models: ${MODELS.join(',')}` })).toBeVisible();
  const [teams, models, old] = await filtersAsked(page, 'var-team=atlas&var-team=cetus&var-model=gpt-4o&var-old=atlas');
  expect([teams, models, old]).toEqual([['atlas', 'cetus'], ['gpt-4o'], ['atlas']]);
  await expect(page.getByRole('row').filter({ hasText: 'atlas' })).toContainText('6');
  await expect(page.getByText('borea', { exact: true })).toHaveCount(0);
});

test('a variable follows another', async ({ request, page }) => {
  await saveDashboard(request, fixture);
  await filtersAsked(page, 'var-team=cetus');
  await expect(page.getByRole('heading', { name: `Models: ${modelsOf('cetus').join(',')}` })).toBeVisible();
  await filtersAsked(page, 'var-team=atlas&var-team=borea');
  await expect(page.getByRole('heading', { name: `Models: ${modelsOf('atlas', 'borea').join(',')}` })).toBeVisible();
});

test('what is typed into a variable’s list is looked for in the ledger', async ({ request, page }) => {
  await saveDashboard(request, fixture);
  await filtersAsked(page, '');
  const searched = page.waitForRequest((asked) => /dimensions\/user\/values.*search=bob/.test(asked.url()));
  await page
    .getByTestId('data-testid template variable')
    .filter({ hasText: 'person' })
    .getByRole('combobox')
    .fill('bob');
  await searched;
  await expect(page.getByRole('option', { name: 'bob@atlas.example' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'ada@atlas.example' })).toHaveCount(0);
});

/** Opens the dashboard and gives the values of each filter that its panel asked with. */
async function filtersAsked(page: Page, parameters: string): Promise<string[][]> {
  const asking = page.waitForRequest((request) => request.url().includes('/api/ds/query'));
  await page.goto(`/d/${fixture.uid}?${parameters}`);
  const { queries } = (await asking).postDataJSON() as { queries: Array<{ filters: Array<{ values: string[] }> }> };
  return queries[0]!.filters.map(({ values }) => values);
}

/** Most used first, then by name, as the ledger lists values. */
function unique(values: string[]): string[] {
  const counts = new Map<string, number>();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}
