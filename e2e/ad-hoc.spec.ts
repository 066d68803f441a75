import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { panel, saveDashboard, table } from './dashboard';
import { exploreCell } from './explore-cell';
import { EXPRESSIONS, LEDGER } from './grafana-query';

const BY_VARIABLE = { ...LEDGER, uid: '${ds}' };

interface Filter {
  dimension: string;
  operator: string;
  values: string[];
}
interface Query {
  filters?: Filter[];
  timezone?: string;
}

const variables = (datasource: typeof LEDGER) => [
  { type: 'datasource', name: 'ds', query: LEDGER.type, current: { text: 'Token Ledger', value: LEDGER.uid } },
  {
    type: 'query',
    name: 'provider',
    query: 'provider',
    datasource,
    refresh: 1,
    multi: true,
    current: { text: ['openai'], value: ['openai'] },
  },
  { type: 'adhoc', name: 'Filters', datasource, filters: [] },
];
const dashboards = [
  { uid: 'e2e-ad-hoc', datasource: LEDGER },
  { uid: 'e2e-ad-hoc-by-variable', datasource: BY_VARIABLE },
].map(({ uid, datasource }) => ({
  uid,
  variables: variables(datasource),
  panels: [
    table(
      'Users',
      {
        metrics: ['requests'],
        groupBy: ['user'],
        timezone: 'dashboard',
        filters: [{ dimension: 'provider', operator: '=', values: ['$provider'] }],
      },
      { datasource }
    ),
    panel('table', 'Audit', { queryType: 'audit' }, { datasource }),
  ],
}));
const [plain, byVariable] = dashboards;
const ATLAS = '&var-Filters=team%7C%3D%7Catlas';
/** Grafana writes a bar within an operator or a value so. */
const SEVERAL = '&var-Filters=team%7C%3D__gfp__%7Catlas%7Cborea&var-Filters=model%7C!~%7C.*-mini';

// Some stories go through two dashboards, and machines that build are slow.
test.describe.configure({ timeout: 180_000 });

test('filters of the dashboard go into the questions, with one value or several', async ({ request, page }) => {
  await saveDashboard(request, plain!);
  const own = { dimension: 'provider', operator: '=', values: ['openai'] };
  expect(await filtersAsked(page, plain!.uid, ATLAS)).toEqual([
    own,
    { dimension: 'team', operator: '=', values: ['atlas'] },
  ]);
  expect(await filtersAsked(page, plain!.uid, SEVERAL)).toEqual([
    own,
    { dimension: 'team', operator: '=', values: ['atlas', 'borea'] },
    { dimension: 'model', operator: '!~', values: ['.*-mini'] },
  ]);
  await expect(page.getByRole('gridcell', { name: 'ada@atlas.example' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'system' })).toBeVisible();
  await expect(page.getByText('cy@borea.example')).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
});

test('keys and values are offered, values by use within the other filters', async ({ request, page }) => {
  await saveDashboard(request, plain!);
  await filtersAsked(page, plain!.uid, ATLAS);
  await page.getByRole('combobox', { name: 'Filter by label values' }).fill('User');
  await page.getByRole('option', { name: 'User', exact: true }).click();
  const asked = page.waitForRequest((one) => one.url().includes('dimensions/user/values'));
  await page.getByRole('option', { name: /^=\|/ }).click();
  expect(new URL((await asked).url()).searchParams.get('filters')).toBe(
    JSON.stringify([{ dimension: 'team', operator: '=', values: ['atlas'] }])
  );
  await expect(page.getByRole('option', { name: /example$/ })).toHaveText(['ada@atlas.example', 'bob@atlas.example']);
});

test('a new alert rule from a panel asks in plain words', async ({ request, page }) => {
  for (const { uid } of [plain!, byVariable!]) {
    await saveDashboard(
      request,
      dashboards.find((one) => one.uid === uid)!
    );
    await filtersAsked(page, uid, ATLAS);
    await openPanelMenu(page, 'Users');
    await page.getByRole('menuitem', { name: 'More...' }).hover();
    await page.getByRole('menuitem', { name: 'New alert rule' }).click();
    await page.waitForURL(/\/alerting\/new/);
    const defaults = new URL(page.url()).searchParams.get('defaults') ?? '{}';
    const { queries } = JSON.parse(defaults) as { queries: Array<{ model: Query }> };
    expectPlain(queries[0]?.model);
  }
});

test('Explore is opened from a panel with plain words', async ({ request, page }) => {
  for (const { uid } of [plain!, byVariable!]) {
    await saveDashboard(
      request,
      dashboards.find((one) => one.uid === uid)!
    );
    await filtersAsked(page, uid, ATLAS);
    await openPanelMenu(page, 'Users');
    await page.getByRole('menuitem', { name: 'Explore' }).click();
    await page.waitForURL(/\/explore/);
    const panes = new URL(page.url()).searchParams.get('panes') ?? '{}';
    const [pane] = Object.values(JSON.parse(panes) as Record<string, { queries: Query[] }>);
    expectPlain(pane?.queries[0]);
    await expect(exploreCell(page, 'ada@atlas.example')).toBeVisible();
  }
});

test('filters reach questions beside expressions and beside other data sources', async ({ request, page }) => {
  const byTeam = { refId: 'A', datasource: LEDGER, metrics: ['requests'], groupBy: ['team'], timezone: 'dashboard' };
  const double = { refId: 'M', datasource: EXPRESSIONS, type: 'math', expression: '$A * 2' };
  const walk = { refId: 'B', datasource: { type: 'datasource', uid: 'grafana' }, queryType: 'randomWalk' };
  await saveDashboard(request, {
    uid: 'e2e-beside-others',
    variables: [{ type: 'adhoc', name: 'Filters', filters: [] }],
    panels: [
      { type: 'stat', title: 'Doubled', datasource: LEDGER, targets: [{ ...byTeam, hide: true }, double] },
      {
        type: 'stat',
        title: 'Mixed',
        datasource: { type: 'datasource', uid: '-- Mixed --' },
        targets: [byTeam, walk],
        options: { reduceOptions: { values: true, fields: '/Requests/' } },
      },
    ],
  });
  await page.goto(`/d/e2e-beside-others?${ATLAS}`);
  const shown = (title: string) => page.getByTestId(`data-testid Panel header ${title}`);
  await expect(shown('Doubled')).toContainText('24');
  await expect(shown('Mixed')).toContainText('12');
  for (const title of ['Doubled', 'Mixed']) {
    await expect(shown(title)).not.toContainText('cetus');
    await expect(shown(title).getByTestId('data-testid Panel status error')).toHaveCount(0);
  }
});

function expectPlain(query: Query | undefined): void {
  expect(query?.filters).toEqual([
    { dimension: 'provider', operator: '=', values: ['openai'] },
    { dimension: 'team', operator: '=', values: ['atlas'] },
  ]);
  expect(query?.timezone).toBe(process.env.TOKENLEDGER_TIMEZONE ?? 'UTC');
}

async function openPanelMenu(page: Page, title: string): Promise<void> {
  const header = page.getByTestId(`data-testid Panel header ${title}`);
  await header.hover();
  await header.getByRole('button', { name: `Menu for panel ${title}` }).click();
}

/** Opens the dashboard and gives the filters that its first panel asked with. */
async function filtersAsked(page: Page, uid: string, parameters: string): Promise<Filter[]> {
  const asking = page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && (request.postData() ?? '').includes('"user"')
  );
  await page.goto(`/d/${uid}?${parameters}`);
  const { queries } = (await asking).postDataJSON() as { queries: Query[] };
  return queries[0]?.filters ?? [];
}
