import { expect, test } from '@grafana/plugin-e2e';
import { type APIRequestContext, type Page, type Response } from '@playwright/test';
import { panel, saveDashboard } from './dashboard';
import { environment } from './environment';
import { type GrafanaFrame, type GrafanaResult, LEDGER } from './grafana-query';

/** Numbers of an answer by time and group: the same question has the same ones wherever it is asked. */
type Numbers = Record<string, unknown>;
type Answers = Record<string, Numbers>;

interface Question extends Record<string, unknown> {
  metrics: [string];
  timezone: string;
  groupBy?: string[];
  granularity?: string;
}

const SECOND = 1_000;
const RANGE = { from: environment.now - 5 * 24 * 3600 * SECOND, to: environment.now + 3600 * SECOND };
const filter = (dimension: string, operator: string, ...values: string[]) => ({ dimension, operator, values });

const QUESTIONS: Question[] = [
  { metrics: ['cost'], groupBy: ['team'], timezone: 'Europe/Berlin' },
  { metrics: ['requests'], groupBy: ['user'], timezone: 'UTC' },
  { metrics: ['total_tokens'], timezone: 'Asia/Kolkata' },
  { metrics: ['cost'], groupBy: ['model'], granularity: 'day', timezone: 'Asia/Kolkata' },
  { metrics: ['requests'], granularity: 'hour', timezone: 'America/New_York' },
  { metrics: ['error_rate'], groupBy: ['provider'], timezone: 'UTC' },
  { metrics: ['latency_p95'], groupBy: ['model'], timezone: 'Europe/Berlin' },
  { metrics: ['latency_avg'], groupBy: ['team'], granularity: 'day', timezone: 'Pacific/Auckland' },
  { metrics: ['success_rate'], granularity: 'day', timezone: 'Australia/Lord_Howe' },
  { metrics: ['tokens_per_second'], groupBy: ['model', 'provider'], timezone: 'UTC' },
  { metrics: ['users'], groupBy: ['team'], granularity: 'week', timezone: 'America/Los_Angeles' },
  { metrics: ['cost'], groupBy: ['user'], limit: 2, other: true, timezone: 'UTC' },
  { metrics: ['cost'], groupBy: ['team'], compare: 'day', compareAs: 'previous', timezone: 'Europe/Berlin' },
  { metrics: ['requests'], range: 'yesterday', compare: 'day', compareAs: 'change', timezone: 'UTC' },
  { metrics: ['output_input_ratio'], groupBy: ['provider'], granularity: '6h', timezone: 'Asia/Tokyo' },
  { metrics: ['requests'], groupBy: ['status_class'], filters: [filter('provider', '=', 'openai')], timezone: 'UTC' },
  {
    metrics: ['cost'],
    groupBy: ['user'],
    granularity: 'day',
    filters: [filter('model', '=~', 'gpt-.*'), filter('team', '!=', 'cetus')],
    timezone: 'Europe/London',
  },
  { metrics: ['requests'], groupBy: ['hour_of_day'], timezone: 'Asia/Kathmandu' },
  { metrics: ['cost'], groupBy: ['team'], range: 'yesterday', granularity: 'hour', timezone: 'UTC' },
  { metrics: ['cost_per_request'], groupBy: ['weekday'], range: '7d', timezone: 'Pacific/Chatham' },
  { metrics: ['provider_cost'], range: '3M', granularity: 'month', timezone: 'America/Sao_Paulo' },
];
const ASKED = QUESTIONS.map((question, index) => ({ refId: `Q${index + 1}`, datasource: LEDGER, ...question }));

test('panel, alert rule, Explore, export and interface give the same numbers', async ({ request, page }) => {
  test.skip(!environment.readToken, 'the environment has no token for scripts');
  test.setTimeout(180_000);
  const direct = await askCollector(request);
  expect(Object.keys(direct)).toEqual(ASKED.map(({ refId }) => refId));
  for (const [refId, numbers] of Object.entries(direct)) {
    expect([refId, Object.values(numbers).filter((value) => typeof value === 'number').length]).not.toEqual([refId, 0]);
  }
  expect(await askPanels(request, page)).toEqual(direct);
  expect(await askExplore(page)).toEqual(direct);
  expect(await previewRule(request)).toEqual(direct);
  expect(await exportAll(request)).toEqual(direct);
});

async function askCollector(request: APIRequestContext): Promise<Answers> {
  const response = await request.post(`${environment.collectorUrl}/api/v1/query`, {
    headers: { Authorization: `Bearer ${environment.readToken}` },
    data: { ...RANGE, queries: ASKED },
  });
  return answersOf(await response.json());
}

/** As Grafana's panels ask and are answered, one after the other. */
async function askPanels(request: APIRequestContext, page: Page): Promise<Answers> {
  await saveDashboard(request, {
    uid: 'e2e-same-numbers',
    time: { from: new Date(RANGE.from).toISOString(), to: new Date(RANGE.to).toISOString() },
    panels: ASKED.map((question, index) => ({
      ...panel(question.granularity ? 'timeseries' : 'table', question.refId, question),
      gridPos: { x: (index % 6) * 4, y: Math.floor(index / 6) * 5, w: 4, h: 5 },
    })),
  });
  return collectAnswers(page, '/d/e2e-same-numbers');
}

async function askExplore(page: Page): Promise<Answers> {
  const range = { from: String(RANGE.from), to: String(RANGE.to) };
  const panes = JSON.stringify({ one: { datasource: LEDGER.uid, queries: ASKED, range } });
  return collectAnswers(page, `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(panes)}`);
}

/** What the browser is answered while it shows a page, until every question is. */
async function collectAnswers(page: Page, path: string): Promise<Answers> {
  const answers: Answers = {};
  const read = async (response: Response) => {
    if (response.url().includes('/api/ds/query')) {
      Object.assign(answers, answersOf(await response.json()));
    }
  };
  page.on('response', read);
  await page.goto(path);
  await expect.poll(() => Object.keys(answers).length, { timeout: 60_000 }).toBe(ASKED.length);
  page.off('response', read);
  return Object.fromEntries(ASKED.map(({ refId }) => [refId, answers[refId]!]));
}

/** As the editor of alert rules previews them: the range is relative, and every label set becomes a value or series. */
async function previewRule(request: APIRequestContext): Promise<Answers> {
  const data = ASKED.map((model) => ({
    refId: model.refId,
    queryType: '',
    datasourceUid: LEDGER.uid,
    relativeTimeRange: { from: (RANGE.to - RANGE.from) / SECOND, to: 0 },
    model,
  }));
  const response = await request.post('/api/v1/eval', {
    data: { condition: 'Q1', now: new Date(RANGE.to).toISOString(), data },
  });
  return answersOf(await response.json());
}

async function exportAll(request: APIRequestContext): Promise<Answers> {
  const answers: Answers = {};
  for (const { refId, ...question } of ASKED) {
    const query = JSON.stringify({ ...RANGE, ...question });
    const response = await request.get(`/api/datasources/uid/${LEDGER.uid}/resources/export`, {
      params: { format: 'json', query },
    });
    const { rows } = (await response.json()) as { rows: Array<{ time?: string; [column: string]: unknown }> };
    answers[refId] = Object.fromEntries(
      rows.map(({ time, ...row }) => {
        const labels = Object.entries(row).filter(([name]) => question.groupBy?.includes(name));
        const [value] = Object.entries(row).flatMap(([name, cell]) => (question.groupBy?.includes(name) ? [] : [cell]));
        return [keyOf(time === undefined ? null : Date.parse(time), Object.fromEntries(labels)), value ?? null];
      })
    );
  }
  return answers;
}

function answersOf(body: unknown): Answers {
  const { results } = body as { results: Record<string, GrafanaResult> };
  const answers = Object.entries(results).map(([refId, { frames = [], error }]) => {
    expect([refId, error]).toEqual([refId, undefined]);
    return [refId, Object.assign({}, ...frames.map(numbersOf)) as Numbers] as const;
  });
  return Object.fromEntries(ASKED.flatMap(({ refId }) => answers.filter(([answered]) => answered === refId)));
}

/** Numbers of a frame: groups are labels of its fields, or columns of text. */
function numbersOf({ schema, data }: GrafanaFrame): Numbers {
  const fields = (schema.fields as ReadonlyArray<GrafanaFrame['schema']['fields'][number] & { type: string }>).map(
    (field, column) => ({ ...field, cells: data.values[column] ?? [] })
  );
  const times = fields.find(({ type }) => type === 'time')?.cells;
  const texts = fields.filter(({ type }) => type === 'string');
  const entries = fields
    .filter(({ type }) => type === 'number')
    .flatMap(({ labels, cells }) =>
      cells.map((cell, row) => {
        const columns = Object.fromEntries(texts.map((text) => [text.name, text.cells[row]]));
        return [keyOf(times ? times[row] : null, { ...labels, ...columns }), cell ?? null] as const;
      })
    );
  return Object.fromEntries(entries);
}

function keyOf(time: unknown, labels: Record<string, unknown>): string {
  return JSON.stringify([time, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
