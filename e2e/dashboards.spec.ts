import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type APIRequestContext, type Download, expect, type Locator, type Page, test } from '@playwright/test';
import { environment, records } from './environment';
import { LEDGER } from './grafana-query';
import { dollars, type TestRecord } from './records.mts';

const FOLDER = join(__dirname, '..', 'dashboards');
const DAY = 24 * 3_600_000;
/** Before all that other stories look at; and apart from what stories about links book. */
const LONG_AGO = environment.now - 140 * DAY;
const CROWD = Array.from({ length: 13 }, (_, place) => `crowd-${String(place + 1).padStart(2, '0')}@dozen.example`);
const ADA = 'ada@atlas.example';
/** What a number looks like that is none. */
const BROKEN = /\bNaN\b|undefined|\[object |\$\{|\$__|\bErr(?:or)?\b:/;

interface PanelJson {
  readonly type: string;
  readonly title?: string;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelJson[];
}

interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly PanelJson[];
}

const BOARDS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as DashboardJson);

const sumOf = (passes: (record: TestRecord) => boolean) => dollars(records.filter(passes));
const requests = String(records.length);
const failed = records.filter(({ status_code }) => status_code !== 200);

/** On each dashboard a panel with what it has to say, added up here. */
const SAID: Readonly<Record<string, readonly [panel: string, text: string]>> = {
  'tokenledger-overview': ['Cost', dollars(records)],
  'tokenledger-users': ['Cost', dollars(records)],
  'tokenledger-user': ['Cost', sumOf(({ user }) => user === ADA)],
  'tokenledger-teams': ['Teams', sumOf(({ team }) => team === 'borea')],
  'tokenledger-keys': ['Cost', dollars(records)],
  'tokenledger-models': ['Models', sumOf(({ model }) => model === 'gpt-4o')],
  'tokenledger-latency': ['Success rate', `${((100 * (records.length - failed.length)) / records.length).toFixed(2)}%`],
  'tokenledger-time': ['Last 7 days', requests],
  'tokenledger-requests': ['Requests', requests],
  'tokenledger-costs': ['Margin by team', sumOf(({ team }) => team === 'cetus')],
  'tokenledger-intake': ['Sources', 'e2e'],
  'tokenledger-public': ['Requests', requests],
};

/** So high that no panel waits to be scrolled to. */
const ALL_IN_VIEW = { width: 1680, height: 5_000 };
const bound = (time: number) => new Date(time).toISOString();
/** As Grafana writes it into addresses. */
const RANGE = { from: bound(environment.now - 7 * DAY), to: bound(environment.now + 1_000) };
const ELSEWHERE = { name: 'e2e-import', uid: 'e2e-import', type: LEDGER.type, access: 'proxy' };

test('each dashboard shows what the records add up to, and nothing that is broken', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize(ALL_IN_VIEW);
  for (const { uid, title, panels } of BOARDS) {
    await test.step(title, async () => {
      await page.goto(`/d/${uid}`);
      for (const row of panels.filter(({ collapsed }) => collapsed)) {
        await page.getByText(row.title ?? '', { exact: true }).click();
      }
      const [panel, text] = SAID[uid]!;
      await expect(tile(page, panel)).toContainText(text);
      const all = panels.flatMap((one) => [one, ...(one.panels ?? [])]);
      const drawn = all.filter(({ type }) => type !== 'row' && type !== 'text');
      for (const { title = '' } of drawn.filter(({ title }) => !title?.includes('$'))) {
        await expect(tile(page, title)).toBeVisible();
      }
      await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
      await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
      await expect(page.getByText('No data')).toHaveCount(0);
      expect(BROKEN.exec(await page.locator('main').innerText())).toBeNull();
    });
  }
});

test('the table of users has ten rows a page, and a name typed into the search box narrows it', async ({
  request,
  page,
}) => {
  await bookCrowd(request);
  await page.goto(`/d/tokenledger-users?from=${LONG_AGO - DAY}&to=${LONG_AGO + DAY}`);
  const rows = tile(page, 'All users').getByRole('row').filter({ hasText: '@dozen.example' });
  await expect(rows).toHaveCount(10);
  await expect(tile(page, 'All users')).toContainText(`1 - 10 of ${CROWD.length} rows`);
  const search = page
    .getByTestId('data-testid template variable')
    .filter({ hasText: 'Search user' })
    .getByRole('textbox');
  await search.fill('rowd-07@D'.toLowerCase());
  await search.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(CROWD[6]!);
  await expect(rows).toContainText('$0.16');
});

test('users are listed as slower, new or gone who are so, and where nobody is it says so', async ({
  request,
  page,
}) => {
  await bookCrowd(request);
  const usersIn = (title: string) => tile(page, title).getByRole('row').filter({ hasText: '@dozen.example' });
  await page.setViewportSize(ALL_IN_VIEW);
  await page.goto(`/d/tokenledger-users?from=${LONG_AGO - DAY}&to=${LONG_AGO + DAY}`);
  // Slowest first: those after the seventh of thirteen, whose call takes as long as the average.
  await expect(usersIn('Slower than the average')).toHaveText(
    CROWD.slice(7)
      .reverse()
      .map((user) => new RegExp(user))
  );
  await expect(tile(page, 'New users').getByText(CROWD[0]!)).toBeVisible();
  await expect(tile(page, 'Lapsed users')).toContainText('Nobody has stopped');
  await page.goto(`/d/tokenledger-users?from=${LONG_AGO + DAY}&to=${LONG_AGO + 3 * DAY}&var-search=dozen.example`);
  // Dearest first.
  await expect(usersIn('Lapsed users').first()).toContainText(CROWD.at(-1)!);
  await expect(tile(page, 'New users')).toContainText('Nobody is new');
  await expect(tile(page, 'Slower than the average')).toContainText('Nobody is slower');
});

test('what changes are reckoned from can be chosen, and is named beside them', async ({ page }) => {
  await page.goto(`/d/tokenledger-overview?${new URLSearchParams({ ...RANGE, 'var-compare': 'week' })}`);
  await expect(tile(page, 'Cost')).toContainText('vs. a week ago');
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  await page.waitForURL(/\/d\/tokenledger-teams[/?]/);
  await expect(tile(page, 'Cost')).toContainText('vs. a week ago');
});

test('a filter that another dashboard has out of sight is left behind by the links to it', async ({ page }) => {
  const chosen = { ...RANGE, 'var-project': 'no such project' };
  await page.goto(`/d/tokenledger-requests?${new URLSearchParams(chosen)}`);
  await expect(tile(page, 'Cost')).toContainText('$0.00');
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.waitForURL(/\/d\/tokenledger-overview[/?]/);
  await expect(tile(page, 'Cost')).toContainText(dollars(records));
});

test('a user in the table leads to that user’s own dashboard, with the range', async ({ page }) => {
  await page.goto(`/d/tokenledger-users?${new URLSearchParams(RANGE)}`);
  const users = tile(page, 'All users');
  await expect(users.getByText(ADA)).toBeVisible();
  const link = users.getByRole('link', { name: ADA });
  // From 12.4 on the data source's own link, to the requests, is offered beside it.
  if ((await link.count()) > 0) {
    await expect(link).toHaveAttribute('title', 'Show the user');
    await link.click();
  } else {
    await users.getByText(ADA).click();
    await page.getByRole('button', { name: 'Show the user' }).click();
  }
  await page.waitForURL(/\/d\/tokenledger-user[/?]/);
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toMatchObject({ 'var-user': ADA, 'var-ds': LEDGER.uid, ...RANGE });
  await expect(tile(page, 'Cost')).toContainText(sumOf(({ user }) => user === ADA));
});

test('a variable narrows the tiles, and the row of links leads on with it', async ({ page }) => {
  await page.goto(`/d/tokenledger-overview?${new URLSearchParams({ ...RANGE, 'var-team': 'borea' })}`);
  const ofBorea = sumOf(({ team }) => team === 'borea');
  await expect(tile(page, 'Cost')).toContainText(ofBorea);
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  await page.waitForURL(/\/d\/tokenledger-teams[/?]/);
  await expect(tile(page, 'Teams').getByRole('row').filter({ hasText: 'borea' })).toContainText(ofBorea);
  await expect(tile(page, 'Teams').getByText('atlas')).toHaveCount(0);
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toMatchObject({ 'var-team': 'borea', ...RANGE });
});

test('a panel’s link exports what the panel shows of the chosen team', async ({ page }) => {
  await page.goto(`/d/tokenledger-overview?${new URLSearchParams({ ...RANGE, 'var-team': 'borea' })}`);
  const [header = [], ...rows] = await exportOf(page, 'Cost by model');
  const [model, cost, requests] = ['model', 'cost', 'requests'].map((name) => header.indexOf(name));
  const models = new Map<string, TestRecord[]>();
  for (const record of records.filter(({ team }) => team === 'borea')) {
    models.set(record.model, [...(models.get(record.model) ?? []), record]);
  }
  const sums = [...models].map(([name, own]) => [name, own.reduce((sum, { cents }) => sum + cents, 0), own.length]);
  const shown = rows.map((row) => [row[model!], Math.round(Number(row[cost!]) * 100), Number(row[requests!])]);
  expect(shown.sort()).toEqual(sums.sort());
});

test('a panel’s link does not take everybody’s requests for those of a user called so', async ({ page }) => {
  await page.goto(`/d/tokenledger-requests?${new URLSearchParams(RANGE)}`);
  const [header = [], ...rows] = await exportOf(page, 'Requests and errors');
  const sums = ['requests', 'errors'].map((name) =>
    rows.reduce((sum, row) => sum + Number(row[header.indexOf(name)]), 0)
  );
  expect(sums).toEqual([records.length, failed.length]);
});

test('dashboards that somebody imports ask the data source that is chosen there', async ({ request, page }) => {
  const listed = await request.get(`/api/plugins/${LEDGER.type}/dashboards`);
  const titles = ((await listed.json()) as Array<{ title: string }>).map(({ title }) => title);
  expect(titles.sort()).toEqual(BOARDS.map(({ title }) => title).sort());
  const secureJsonData = { token: environment.delegateToken };
  await request.post('/api/datasources', { data: { ...ELSEWHERE, url: environment.collectorUrl, secureJsonData } });
  const imported = BOARDS.map(({ uid }) => `e2e-${uid}`);
  try {
    for (const board of BOARDS) {
      const uid = `e2e-${board.uid}`;
      const dashboard: unknown = { ...board, id: null, uid, title: `Imported ${board.title}` };
      const data = { dashboard, inputs: [], overwrite: true, folderUid: '' };
      expect([board.uid, (await request.post('/api/dashboards/import', { data })).status()]).toEqual([board.uid, 200]);
    }
    for (const board of ['overview', 'users', 'requests']) {
      const asked = page.waitForRequest((sent) => sent.url().includes('/api/ds/query'));
      await page.goto(`/d/e2e-tokenledger-${board}?var-ds=${ELSEWHERE.uid}`);
      const { queries } = (await asked).postDataJSON() as { queries: Array<{ datasource: { uid: string } }> };
      expect(queries.map(({ datasource }) => datasource.uid)).toEqual(queries.map(() => ELSEWHERE.uid));
      await expect(tile(page, 'Cost')).toContainText(dollars(records));
      await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
    }
  } finally {
    await request.delete(`/api/datasources/uid/${ELSEWHERE.uid}`);
    await Promise.all(imported.map((uid) => request.delete(`/api/dashboards/uid/${uid}`)));
  }
});

/** One call each, by the user's place the longer and the dearer. */
async function bookCrowd(request: APIRequestContext): Promise<void> {
  const booked = await request.post(`${environment.collectorUrl}/api/v1/records`, {
    headers: { Authorization: `Bearer ${environment.ingestToken}` },
    data: CROWD.map((user, place) => ({
      ...{ id: user, user, model: 'gpt-4o', provider: 'openai', timestamp: LONG_AGO + place },
      ...{ input_tokens: 100, output_tokens: 10, provider_cost: `0.${10 + place}`, latency_ms: 1_000 * (1 + place) },
    })),
  });
  expect(booked.status()).toBe(200);
}

function tile(page: Page, title: string): Locator {
  return page.getByTestId(`data-testid Panel header ${title}`);
}

/** Lines of the file behind a panel's link, in their cells. */
async function exportOf(page: Page, title: string): Promise<string[][]> {
  const download = nextDownload(page);
  await tile(page, title).getByRole('link', { name: 'Export CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  return text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

/** A link that opens a tab of its own gives its file to that tab or to the one it is in. */
function nextDownload(page: Page): Promise<Download> {
  return new Promise((resolve) => {
    page.once('download', resolve);
    page.context().once('page', (tab) => tab.once('download', resolve));
  });
}
