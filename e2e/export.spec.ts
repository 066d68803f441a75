import { readFile } from 'node:fs/promises';
import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext, type Download, type Page, request as playwrightRequest } from '@playwright/test';
import { environment, records } from './environment';
import { LEDGER } from './grafana-query';

const EXPORT = `/api/datasources/uid/${LEDGER.uid}/resources/export`;
const OVERVIEW = '/d/tokenledger-overview';
const DAY = 24 * 3_600_000;
const MEMBER = { username: 'e2e-export-member', password: 'export-of-e2e-people' };
const ADMIN = { username: 'admin', password: process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin' };
/** What a browser sends when a person follows a link. */
const PERSON = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

const sumOf = (team: string) =>
  records.filter((record) => record.team === team).reduce((sum, { cents }) => sum + cents, 0) / 100;
const costs = Object.fromEntries(records.map(({ team }) => [team, sumOf(team)]));

test('a panel’s link exports what the panel shows, with its variables, as a file', async ({ page }) => {
  const range = { from: String(environment.now - 7 * DAY), to: String(environment.now + 1) };
  await page.goto(`${OVERVIEW}?${new URLSearchParams({ ...range, 'var-stack': 'team' })}`);
  const link = page
    .getByTestId('data-testid Panel header Cost over time by team')
    .getByRole('link', { name: 'Export CSV' });
  const { searchParams } = new URL((await link.getAttribute('href')) ?? '', page.url());
  expect(Object.fromEntries(searchParams)).toMatchObject({ ...range, groupBy: 'team', metrics: 'cost' });
  const download = nextDownload(page);
  await link.click();
  expect((await download).suggestedFilename()).toMatch(
    /^tokenledger-cost-by-team-per-\w+-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/
  );
  const [header, ...rows] = await linesOf(await download);
  expect(header).toBe('time,team,cost');
  const sums: Record<string, number> = {};
  for (const [, team = '', cost] of rows.map((row) => row.split(','))) {
    sums[team] = Number(((sums[team] ?? 0) + Number(cost)).toFixed(2));
  }
  expect(sums).toEqual(costs);
});

test('the dashboard’s link exports every request of its range', async ({ page }) => {
  const range = new URLSearchParams({ from: String(environment.now - 7 * DAY), to: String(environment.now + 1) });
  await page.goto(`${OVERVIEW}?${range}`);
  const download = nextDownload(page);
  await page.getByRole('link', { name: 'Export requests' }).click();
  const [header, ...rows] = await linesOf(await download);
  expect(header?.split(',')).toEqual(expect.arrayContaining(['id', 'user', 'cost', 'provider_cost']));
  expect(rows).toHaveLength(records.length);
});

test('members without the right to export are told so kindly, whatever they ask for', async ({ request }) => {
  await request.post('/api/admin/users', { data: { ...MEMBER, login: MEMBER.username, name: MEMBER.username } });
  const member = await signIn(MEMBER);
  for (const asked of ['', '&metrics=cost', '&format=ndjson']) {
    const refused = await member.get(`${EXPORT}?range=7d${asked}`);
    expect(refused.status()).toBe(403);
    expect(((await refused.json()) as { error: { code: string } }).error.code).toBe('forbidden');
  }
  const refused = await member.get(`${EXPORT}?range=7d`, { headers: PERSON });
  expect(refused.headers()['content-type']).toContain('text/plain');
  expect(await refused.text()).toMatch(/^You may look, but not take out files\..* policy/);
  await member.dispose();
  const admin = await signIn(ADMIN);
  expect((await admin.get(`${EXPORT}?range=7d&format=ndjson`, { headers: PERSON })).status()).toBe(200);
  await admin.dispose();
});

test('a question that cannot be exported is refused in words', async ({ request }) => {
  const refused = await request.get(`${EXPORT}?metrics=cost&granularity=fortnight`, { headers: PERSON });
  expect(refused.status()).toBe(400);
  expect(await refused.text()).toContain('granularity');
});

/** A link that opens a tab of its own gives its file to that tab or to the one it is in. */
function nextDownload(page: Page): Promise<Download> {
  return new Promise((resolve) => {
    page.once('download', resolve);
    page.context().once('page', (tab) => tab.once('download', resolve));
  });
}

async function linesOf(download: Download): Promise<string[]> {
  return (await readFile(await download.path(), 'utf8'))
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
}

async function signIn({ username, password }: { username: string; password: string }): Promise<APIRequestContext> {
  return playwrightRequest.newContext({
    baseURL: process.env.GRAFANA_URL,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
  });
}
