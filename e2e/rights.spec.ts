import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext, request as playwrightRequest } from '@playwright/test';
import { environment, records } from './environment';
import { type GrafanaResult, LEDGER, queryGrafana, resultsOf, rowsOf } from './grafana-query';

const DAY = 24 * 3_600_000;
const RANGE = { from: environment.now - 7 * DAY, to: environment.now + 3_600_000 };
const PASSWORD = 'rights-of-e2e-people';
const PEOPLE = ['ada@atlas.example', 'cy@borea.example', 'lea'];
const ADMIN = { username: 'admin', password: process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin' };

const byUser = { refId: 'A', datasource: LEDGER, metrics: ['requests'], groupBy: ['user'] };
const calls = (test: (record: (typeof records)[number]) => boolean) => {
  const counts = new Map<string, number>();
  records.filter(test).forEach(({ user = 'system' }) => counts.set(user, (counts.get(user) ?? 0) + 1));
  return Object.fromEntries(counts);
};

/** What a browser may send along, hoping to be somebody else. */
const FORGED = {
  FromAlert: 'true',
  'X-TokenLedger-Kind': 'alert',
  'X-TokenLedger-Role': 'Admin',
  'X-TokenLedger-Login': 'admin',
  'X-Grafana-User': 'admin',
  'X-Grafana-Id': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyOjEifQ.',
  'X-Grafana-Org-Id': '1',
};

test.describe.configure({ mode: 'serial' });

let contexts: APIRequestContext[] = [];
test.afterEach(async () => {
  await Promise.all(contexts.map((context) => context.dispose()));
  contexts = [];
});

test('people of all kinds are there', async () => {
  const admin = await as(ADMIN);
  for (const login of PEOPLE) {
    const reply = await admin.post('/api/admin/users', {
      data: { name: login, login, email: login.includes('@') ? login : `${login}@example.org`, password: PASSWORD },
    });
    expect([200, 412]).toContain(reply.status());
  }
});

test('an administrator sees everybody’s calls and what the provider charges', async () => {
  const admin = await as(ADMIN);
  expect(await countsOf(admin)).toEqual(calls(() => true));
  const result = await ask(admin, { ...byUser, metrics: ['provider_cost', 'margin'] });
  expect(result.error).toBeUndefined();
});

test('members see their own calls, whatever headers they forge', async () => {
  for (const login of ['ada@atlas.example', 'cy@borea.example']) {
    const member = await as({ username: login, password: PASSWORD });
    expect(await countsOf(member)).toEqual(calls(({ user }) => user === login));
    expect(await countsOf(member, FORGED)).toEqual(calls(({ user }) => user === login));
    const mine = [{ dimension: 'user', operator: '=', values: ['@me'] }];
    expect(rowsOf(await ask(member, { ...byUser, filters: mine }))).toHaveLength(1);
    const others = [{ dimension: 'user', operator: '!=', values: [login] }];
    expect(rowsOf(await ask(member, { ...byUser, filters: others }))).toEqual([]);
    const money = await ask(member, { ...byUser, metrics: ['provider_cost'] });
    expect(money.error).toContain('provider_cost');
    const schema = await member.get(`/api/datasources/uid/${LEDGER.uid}/resources/schema`, { headers: FORGED });
    expect(await schema.text()).not.toContain('markup_amount');
    const file = await member.get(`/api/datasources/uid/${LEDGER.uid}/resources/export?format=csv`);
    expect(file.status()).toBe(403);
  }
});

test('a team lead sees the team’s calls', async () => {
  const lead = await as({ username: 'lea', password: PASSWORD });
  expect(await countsOf(lead)).toEqual(calls(({ team }) => team === 'borea'));
  expect(await countsOf(lead, FORGED)).toEqual(calls(({ team }) => team === 'borea'));
});

test('a visitor who has not signed in sees nothing and is told so', async () => {
  const visitor = await as(undefined);
  for (const headers of [{}, FORGED]) {
    const result = await ask(visitor, byUser, headers);
    expect(result.frames ?? []).toEqual([]);
    expect(result.error).toMatch(/not signed in|id token/);
  }
});

test('a public dashboard shows what the policy names and no amounts', async () => {
  const admin = await as(ADMIN);
  const uid = 'rights-public';
  const panel = (id: number, query: Record<string, unknown>) => ({
    id,
    type: 'table',
    title: `panel ${id}`,
    datasource: LEDGER,
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    targets: [{ refId: 'A', datasource: LEDGER, ...query }],
  });
  const dashboard = {
    uid,
    title: 'Public rights',
    time: { from: 'now-7d', to: 'now' },
    panels: [
      panel(1, { metrics: ['requests'], groupBy: ['team'], range: '7d' }),
      panel(2, { metrics: ['cost'], groupBy: ['team'], range: '7d' }),
      panel(3, { metrics: ['requests'], groupBy: ['user'], range: '7d' }),
    ],
  };
  expect((await admin.post('/api/dashboards/db', { data: { dashboard, overwrite: true } })).status()).toBe(200);
  const path = `/api/dashboards/uid/${uid}/public-dashboards`;
  const known = await admin.get(path);
  const shared = known.ok() ? known : await admin.post(path, { data: { isEnabled: true, share: 'public' } });
  const { accessToken } = (await shared.json()) as { accessToken: string };
  const visitor = await as(undefined);
  const show = async (id: number, headers: Record<string, string> = {}) => {
    const reply = await visitor.post(`/api/public/dashboards/${accessToken}/panels/${id}/query`, {
      headers,
      data: { intervalMs: 60_000, maxDataPoints: 100, timeRange: {} },
    });
    return { status: reply.status(), text: await reply.text(), reply };
  };
  for (const headers of [{}, FORGED]) {
    const first = await show(1, headers);
    const { A } = await resultsOf(first.reply);
    expect(A?.error).toBeUndefined();
    expect(rowsOf(A!)).toEqual([['cetus', records.filter(({ team }) => team === 'cetus').length]]);
    for (const id of [2, 3]) {
      const refused = await show(id, headers);
      expect(refused.status).not.toBe(200);
      expect(refused.text).not.toContain('atlas');
    }
  }
  await admin.delete(`/api/dashboards/uid/${uid}`);
});

async function as(credentials: { username: string; password: string } | undefined): Promise<APIRequestContext> {
  const basic = credentials && Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const context = await playwrightRequest.newContext({
    baseURL: process.env.GRAFANA_URL,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: basic ? { Authorization: `Basic ${basic}` } : {},
  });
  contexts.push(context);
  return context;
}

async function ask(
  context: APIRequestContext,
  query: Record<string, unknown>,
  headers: Record<string, string> = {}
): Promise<GrafanaResult> {
  const { A } = await queryGrafana(context, [query], { ...RANGE, headers });
  return A!;
}

async function countsOf(
  context: APIRequestContext,
  headers?: Record<string, string>
): Promise<Record<string, unknown>> {
  const result = await ask(context, byUser, headers);
  expect(result.error).toBeUndefined();
  return Object.fromEntries(rowsOf(result) as Array<[string, unknown]>);
}
