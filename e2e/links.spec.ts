import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { panel, saveDashboard, table } from './dashboard';
import { environment } from './environment';
import { exploreCell } from './explore-cell';
import { exploreUrl } from './explore-url';
import { LEDGER } from './grafana-query';

const DAY = 24 * 3_600_000;
const TRACES = { name: 'e2e-traces', uid: 'e2e-traces', type: 'jaeger', access: 'proxy', url: 'http://127.0.0.1:9' };
const WITH_TRACES = { name: 'e2e-ledger-with-traces', uid: 'e2e-with-traces', type: LEDGER.type, access: 'proxy' };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
/** Before all that other stories look at. */
const LONG_AGO = environment.now - 100 * DAY;
const WEEK = { from: 'now-7d', to: 'now' };
const ADA = 'ada@atlas.example';

interface Pane {
  datasource: string;
  queries: Array<Record<string, unknown>>;
  range: { from: string; to: string };
}

test('a group in a table leads to its calls in Explore, with the panel’s range and filters', async ({
  request,
  page,
}) => {
  await saveDashboard(request, {
    uid: 'e2e-links',
    variables: [{ type: 'custom', name: 'team', query: 'atlas,borea', current: { text: 'atlas', value: 'atlas' } }],
    panels: [
      table('Users', {
        metrics: ['requests'],
        groupBy: ['user'],
        filters: [{ dimension: 'team', operator: '=', values: ['$team'] }],
      }),
    ],
  });
  await page.goto('/d/e2e-links');
  await page.getByRole('link', { name: ADA }).click();
  await page.waitForURL(/\/explore.*panes=/);
  const pane = paneOf(page);
  expect(pane.datasource).toBe(LEDGER.uid);
  expect(pane.queries[0]).toMatchObject({
    queryType: 'requests',
    filters: [
      { dimension: 'team', operator: '=', values: ['atlas'] },
      { dimension: 'user', operator: '=', values: [ADA] },
    ],
  });
  expect(pane.range).toEqual(WEEK);
  await expect(page.getByText(/gpt-4o · ada@atlas\.example/).first()).toBeVisible();
  await expect(page.getByText(/bob@atlas\.example/)).toHaveCount(0);
});

test('a click on a value in a table filters the dashboard, or the question in Explore', async ({ request, page }) => {
  await saveDashboard(request, {
    uid: 'e2e-click',
    variables: [{ type: 'adhoc', name: 'Filters', filters: [] }],
    panels: [panel('table', 'Teams', { metrics: ['requests'], groupBy: ['team'] })],
  });
  await page.goto('/d/e2e-click');
  const asked = waitForFilter(page);
  await page.getByRole('gridcell', { name: 'cetus' }).hover();
  await page.getByRole('gridcell', { name: 'cetus' }).getByRole('button', { name: 'Filter out value' }).click();
  expect(await asked).toEqual([{ dimension: 'team', operator: '!=', values: ['cetus'] }]);

  await page.goto(exploreUrl({ metrics: ['requests'], groupBy: ['team'] }, WEEK));
  const inExplore = waitForFilter(page);
  await exploreCell(page, 'cetus').hover();
  await exploreCell(page, 'cetus').getByRole('button', { name: 'Filter for value' }).click();
  expect(await inExplore).toEqual([{ dimension: 'team', operator: '=', values: ['cetus'] }]);
  await expect(exploreCell(page, 'atlas')).toHaveCount(0);
});

test('a label of a call in Explore is a filter, and is none when clicked again', async ({ page }) => {
  await page.goto(exploreUrl({ queryType: 'requests', format: 'logs' }, WEEK));
  await page
    .getByText(/gpt-4o · ada@atlas\.example/)
    .first()
    .click();
  const filterButton = (name: RegExp) =>
    page
      .locator('div')
      .filter({ has: page.getByText('team', { exact: true }), hasText: 'atlas' })
      .filter({ has: page.getByRole('button', { name }) })
      .last()
      .getByRole('button', { name });
  const on = waitForFilter(page);
  await filterButton(/^Filter for value/).click();
  expect(await on).toEqual([{ dimension: 'team', operator: '=', values: ['atlas'] }]);
  await expect(page.getByText(/borea\.example/)).toHaveCount(0);
  await filterButton(/^Remove filter/).click();
  await expect(page.getByText(/borea\.example/).first()).toBeVisible();
});

test('a trace’s id leads to the data source that the settings name, and to a page elsewhere', async ({
  request,
  page,
}) => {
  const booked = await request.post(`${environment.collectorUrl}/api/v1/records`, {
    headers: { Authorization: `Bearer ${environment.ingestToken}` },
    data: { id: 'e2e-trace', model: 'gpt-4o', user: 'tracy', timestamp: LONG_AGO, trace_id: TRACE },
  });
  expect(booked.status()).toBe(200);
  await request.post('/api/datasources', { data: TRACES });
  const jsonData = { traceDatasourceUid: TRACES.uid, traceUrl: 'https://traces.example/${__value.raw}' };
  const secureJsonData = { token: environment.delegateToken };
  await request.post('/api/datasources', {
    data: { ...WITH_TRACES, url: environment.collectorUrl, jsonData, secureJsonData },
  });
  try {
    await saveDashboard(request, {
      uid: 'e2e-traces',
      time: { from: new Date(LONG_AGO - DAY).toISOString(), to: new Date(LONG_AGO + DAY).toISOString() },
      panels: [
        {
          ...table('Calls', { queryType: 'requests' }, { datasource: { type: LEDGER.type, uid: WITH_TRACES.uid } }),
          transformations: [{ id: 'filterFieldsByName', options: { include: { names: ['user', 'trace_id'] } } }],
        },
      ],
    });
    await page.goto('/d/e2e-traces');
    await page.getByText(TRACE).click();
    const elsewhere = page.getByRole('link', { name: 'Show trace', exact: true });
    await expect(elsewhere).toHaveAttribute('href', `https://traces.example/${TRACE}`);
    await page.getByRole('link', { name: `Show trace in ${TRACES.name}` }).click();
    await page.waitForURL(/\/explore.*panes=/);
    expect(paneOf(page)).toMatchObject({ datasource: TRACES.uid, queries: [{ query: TRACE }] });
  } finally {
    await request.delete(`/api/datasources/uid/${WITH_TRACES.uid}`);
    await request.delete(`/api/datasources/uid/${TRACES.uid}`);
  }
});

/** What Explore was opened with. */
function paneOf(page: Page): Pane {
  const panes = JSON.parse(new URL(page.url()).searchParams.get('panes') ?? '{}') as Record<string, Pane>;
  return Object.values(panes)[0]!;
}

/** Filters of the next question that has some. */
async function waitForFilter(page: Page): Promise<unknown> {
  const asked = await page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && /"values":\["/.test(request.postData() ?? '')
  );
  const { queries } = asked.postDataJSON() as { queries: Array<{ filters: unknown }> };
  return queries[0]!.filters;
}
