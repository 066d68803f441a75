import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { environment } from './environment';
import { exploreUrl } from './explore-url';

const MINUTE = 60_000;
/** Before all that other stories look at. */
const START = Math.floor(environment.now / MINUTE) * MINUTE - 200 * 24 * 60 * MINUTE;
const CALLS = 170;

/** Calls that are told apart by their tokens. Many share a millisecond, above all around the ends of pages. */
const records = Array.from({ length: CALLS }, (_, index) => ({
  id: `e2e-log-${index}`,
  model: 'gpt-4o',
  user: 'scroller',
  timestamp: START + Math.floor(index / (index > 100 && index < 130 ? 30 : 3)) * 10_000,
  input_tokens: 1_000 + index,
  output_tokens: 0,
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
  const range = { from: String(START - 60 * MINUTE), to: String(START + 60 * MINUTE) };
  const pages: Array<{ from: number; to: number; lines: number }> = [];
  page.on('response', async (response) => {
    if (response.url().includes('/api/ds/query')) {
      const { from, to } = response.request().postDataJSON() as { from: string; to: string };
      const { results } = (await response.json()) as {
        results: Record<string, { frames: Array<{ data: { values: unknown[][] } }> }>;
      };
      pages.push({ from: Number(from), to: Number(to), lines: results.A!.frames[0]!.data.values[0]?.length ?? 0 });
    }
  });
  await page.goto(exploreUrl({ queryType: 'requests', format: 'logs' }, range));
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
