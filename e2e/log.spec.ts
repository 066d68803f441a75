import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { environment } from './environment';
import { panel, saveDashboard } from './dashboard';
import { exploreUrl } from './explore-url';
import { LEDGER, queryGrafana, rowsOf } from './grafana-query';

const MINUTE = 60_000;
/** Before all that other stories look at. */
const START = Math.floor(environment.now / MINUTE) * MINUTE - 200 * 24 * 60 * MINUTE;
const CALLS = 170;
const RANGE = { from: String(START - 60 * MINUTE), to: String(START + 60 * MINUTE) };
const TRACE = 'e7a1f0c24b9d4e6f8a3b5c7d9e0f1a2b';
const TRACED = { name: 'e2e-ledger-of-traces', uid: 'e2e-of-traces', type: LEDGER.type, access: 'proxy' };

/**
 * Calls that are told apart by their tokens. Many share a millisecond, above all around the ends of pages. Some fail, and
 * the newest two differ in that only one has a trace.
 */
const records = Array.from({ length: CALLS }, (_, index) => ({
  id: `e2e-log-${index}`,
  model: 'gpt-4o',
  user: 'scroller',
  timestamp: START + Math.floor(index / (index > 100 && index < 130 ? 30 : 3)) * 10_000,
  input_tokens: 1_000 + index,
  output_tokens: 0,
  status_code: index % 10 === 3 ? 429 : index % 20 === 7 ? 503 : 200,
  ...(index === CALLS - 1 ? { trace_id: TRACE, span_id: '00f067aa0ba902b7' } : {}),
}));

test.beforeAll(async ({ request }) => {
  const reply = await request.post(`${environment.collectorUrl}/api/v1/records`, {
    headers: { Authorization: `Bearer ${environment.ingestToken}` },
    data: records,
  });
  expect(reply.status()).toBe(200);
});

test('Explore scrolls through the log by time, without a line missing or twice', async ({ page }) => {
  test.slow();
  const pages: Array<{ from: number; to: number; lines: number }> = [];
  page.on('response', async (response) => {
    if (response.url().includes('/api/ds/query')) {
      const { from, to } = response.request().postDataJSON() as { from: string; to: string };
      const { results } = (await response.json()) as {
        results: Record<string, { frames: Array<{ data: { values: unknown[][] } }> }>;
      };
      // The volume of the lines is asked beside them.
      if (results.A) {
        pages.push({ from: Number(from), to: Number(to), lines: results.A.frames[0]!.data.values[0]?.length ?? 0 });
      }
    }
  });
  await page.goto(exploreUrl({ queryType: 'requests', format: 'logs' }, RANGE));
  await expect(page.getByText(/gpt-4o · scroller/).first()).toBeVisible();

  const seen = new Map<string, number>();
  const look = async (step: number) => {
    await page.mouse.wheel(0, step);
    for (const [line, times] of await linesShown(page)) {
      seen.set(line, Math.max(times, seen.get(line) ?? 0));
    }
  };
  await page
    .getByText(/gpt-4o · scroller/)
    .first()
    .hover();
  await expect(async () => {
    await look(400);
    expect(pages.reduce((sum, { lines }) => sum + lines, 0)).toBeGreaterThanOrEqual(CALLS);
  }).toPass({ intervals: [300] });
  // What was passed by too fast is seen on the way back.
  await expect(async () => {
    await look(400);
    await expect(page.getByText('End of the selected time range.')).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [300] });
  await expect(async () => {
    await look(-200);
    expect(seen.size).toBe(CALLS);
  }).toPass({ intervals: [100] });

  expect([...seen.values()].every((times) => times === 1)).toBe(true);
  // Every page ends where the one before it began, and none is asked with lines that are there already.
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.reduce((sum, { lines }) => sum + lines, 0)).toBe(CALLS);
});

test('Explore draws the volume of all calls of the range, whatever the lines that it shows', async ({
  page,
  request,
}) => {
  const filters = [{ dimension: 'user', operator: '=', values: ['scroller'] }];
  const { A } = await queryGrafana(
    request,
    [{ refId: 'A', datasource: LEDGER, metrics: ['requests'], groupBy: ['status_class'], filters }],
    { from: Number(RANGE.from), to: Number(RANGE.to) }
  );
  const counts = Object.fromEntries(rowsOf(A!) as Array<[string, number]>);
  expect(counts).toEqual({ '2xx': 144, '4xx': 17, '5xx': 9 });

  await page.goto(exploreUrl({ queryType: 'requests', format: 'logs', limit: 5, filters }, RANGE));
  await expect(page.getByText(/gpt-4o · scroller/).first()).toBeVisible();
  const legend = ['info', 'warning', 'error'].map((level) => page.getByRole('button', { name: level, exact: true }));
  for (const entry of legend) {
    await expect(entry).toBeVisible();
  }
  const totals = page.getByText(/^Total: \d+$/);
  await expect(totals).toHaveText([counts['2xx'], counts['4xx'], counts['5xx']].map((count) => `Total: ${count}`));
});

test('a line leads to its trace, in Explore and in the logs panel, and has no link without one', async ({
  page,
  request,
}) => {
  const jsonData = { traceUrl: 'https://traces.example/${__value.raw}' };
  const secureJsonData = { token: environment.delegateToken };
  await request.post('/api/datasources', {
    data: { ...TRACED, url: environment.collectorUrl, jsonData, secureJsonData },
  });
  const datasource = { type: LEDGER.type, uid: TRACED.uid };
  const query = { queryType: 'requests', format: 'logs', limit: 5 };
  const time = { from: new Date(START - 60 * MINUTE).toISOString(), to: new Date(START + 60 * MINUTE).toISOString() };
  const options = { enableLogDetails: true, showTime: true, sortOrder: 'Descending' };
  try {
    await saveDashboard(request, {
      uid: 'e2e-log-traces',
      time,
      panels: [panel('logs', 'Calls', query, { datasource, options })],
    });
    for (const url of [exploreUrl(query, RANGE, datasource), '/d/e2e-log-traces']) {
      await page.goto(url);
      const link = page.getByRole('link', { name: 'Show trace', exact: true });
      await page.getByText(`${1_000 + CALLS - 2} tokens`).click();
      await expect(page.getByPlaceholder('Search field names and values')).toBeVisible();
      await expect(link).toHaveCount(0);
      await page.getByText(`${1_000 + CALLS - 1} tokens`).click();
      await expect(link).toHaveAttribute('href', `https://traces.example/${TRACE}`);
    }
  } finally {
    await request.delete(`/api/datasources/uid/${TRACED.uid}`);
  }
});

/** How often each line is in the list, which holds those that fit. */
async function linesShown(page: Page): Promise<Map<string, number>> {
  const texts = await page.getByText(/gpt-4o · scroller/).allInnerTexts();
  const lines = new Map<string, number>();
  for (const text of texts) {
    const line = /(\d+) tokens/.exec(text)?.[1];
    if (line) {
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return lines;
}
