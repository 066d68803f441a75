import { createRequire } from 'node:module';
import { expect, test } from '@grafana/plugin-e2e';
import { type Locator, type Page } from '@playwright/test';
import { selectors } from '../src/selectors';
import { EXAMPLES } from '../src/help/examples';
import { panel, saveDashboard } from './dashboard';
import { environment, records } from './environment';
import { byLabels, type GrafanaResult, LEDGER, queryGrafana } from './grafana-query';
import { setVisualization } from './set-visualization';

const ids = selectors.queryEditor;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Calls of a new dashboard's range, the last six hours. */
const recent = records.filter(({ timestamp }) => timestamp > Date.now() - 6 * HOUR);
const EDITOR = `[data-testid="${ids.root}"]`;

/** Said here, as the package of its types is an optional one. */
type Scan = (where: { include: string }) => Promise<{ violations: unknown[] }>;

// A person takes many steps, and machines that build are slow.
test.describe.configure({ timeout: 180_000 });

test.beforeEach(async ({ page }) => {
  // High enough for the editor below the panel, and its lists.
  await page.setViewportSize({ width: 1680, height: 1300 });
});

test('a person builds a panel from nothing, saves it, and finds question and numbers again', async ({
  panelEditPage,
  page,
}) => {
  await panelEditPage.datasource.set('Token Ledger');
  const person = counting();
  await person.does(() => editor(page).getByRole('button', { name: 'Remove', exact: true }).last().click());
  await person.does(() => field(page, 'Group by').click());
  await person.does(() => page.keyboard.type('team\n'));
  await person.does(() => page.keyboard.press('Escape'));
  await person.does(() => field(page, 'Granularity').click());
  const answered = nextAnswer(page);
  await person.does(() => page.getByRole('option', { name: 'Day', exact: true }).click());
  const before = await answered;
  expect(totals(before)).toEqual(centsByTeam());
  const question = await page.getByTestId(ids.sentence).innerText();
  expect(question).toBe('Cost by team per day, dashboard’s time zone');

  const title = `Built by hand ${Date.now()}`;
  await person.does(() => page.getByTestId('data-testid Save dashboard button').click());
  await person.does(() => page.getByTestId('Save dashboard title field').fill(title));
  await person.does(() => page.getByTestId('data-testid Save dashboard drawer button').click());
  expect(person.times()).toBeLessThan(10);
  await page.waitForURL(/\/d\//);

  const again = nextAnswer(page);
  await page.reload();
  expect(totals(await again)).toEqual(totals(before));
  await expect(page.getByTestId(ids.sentence)).toHaveText(question);
  await expect(page.getByRole('button', { name: 'atlas' })).toBeVisible();
});

test('filter values are suggested by use, within range and the other filters, and as one types', async ({
  panelEditPage,
  page,
}) => {
  await panelEditPage.datasource.set('Token Ledger');
  await addFilter(page, 1, 'Model');
  await values(page, 1).click();
  const byUse = counts(recent.map(({ model }) => model));
  await expect.poll(() => suggestions(page)).toEqual(byUse);
  await page.keyboard.type('mini');
  await expect.poll(() => suggestions(page)).toEqual(byUse.filter(([model]) => model.includes('mini')));
  await page.keyboard.press('Escape');

  await addFilter(page, 2, 'Team');
  await values(page, 2).click();
  await page.keyboard.type('cetus\n');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId(ids.sentence)).toContainText('where team = cetus');
  await values(page, 1).click();
  const ofCetus = recent.filter(({ team }) => team === 'cetus').map(({ model }) => model);
  await expect.poll(() => suggestions(page)).toEqual(counts(ofCetus));
});

test('every query type draws something', async ({ panelEditPage, page }) => {
  await panelEditPage.datasource.set('Token Ledger');
  await setVisualization(panelEditPage, 'Table');
  const columns: Array<[type: string, column: RegExp]> = [
    ['Requests', /^Team$/],
    ['Intake', /source|Accepted/i],
    ['Annotations', /^title$/],
    ['Audit log', /^Who$/],
    ['Usage', /^time$/],
  ];
  for (const [type, column] of columns) {
    await chooseType(page, type);
    await expect(panelEditPage.panel.fieldNames.filter({ hasText: column }).first()).toBeVisible();
    await expect(panelEditPage.panel.getErrorIcon()).toHaveCount(0);
  }
});

test('tables are proposed totals, and get them at a click', async ({ panelEditPage, page }) => {
  await panelEditPage.datasource.set('Token Ledger');
  await setVisualization(panelEditPage, 'Table');
  await panelEditPage.refreshPanel();
  await editor(page).getByRole('button', { name: 'Use total' }).click();
  await expect(page.getByTestId(ids.sentence)).toHaveText(/^Cost by model in total/);
  await expect(panelEditPage.panel.data.filter({ hasText: 'gpt-4o-mini' }).first()).toBeVisible();
  await expect(editor(page).getByRole('note')).toHaveCount(0);
});

test('the editor of rules warns of a second metric, and takes it away at a click', async ({
  alertRuleEditPage,
  page,
}) => {
  await alertRuleEditPage.goto();
  await field(page, 'Metrics').click();
  await page.keyboard.type('errors\n');
  await page.keyboard.press('Escape');
  await expect(editor(page).getByRole('alert')).toContainText('Alert rules take one metric.');
  await editor(page).getByRole('button', { name: 'Keep Cost only' }).click();
  await expect(editor(page).getByRole('alert')).toHaveCount(0);
});

test('every example is answered', async ({ request }) => {
  const range = { from: environment.now - 7 * DAY, to: environment.now + HOUR };
  const queries = EXAMPLES.map(({ query }, index) => ({ ...query, refId: `E${index}`, datasource: LEDGER }));
  const results = await queryGrafana(request, queries, range);
  expect(EXAMPLES.map((_, index) => results[`E${index}`]?.error)).toEqual(EXAMPLES.map(() => undefined));
});

test.describe('for people who cannot see it or use no mouse', () => {
  test('all is reached by the keyboard alone', async ({ panelEditPage, page }) => {
    await panelEditPage.datasource.set('Token Ledger');
    await page.getByTestId(ids.addFilter).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('team\n');
    await expect(values(page, 1)).toBeVisible();
    await tabTo(page, values(page, 1));
    await page.keyboard.type('cetus\n');
    await expect(page.getByTestId(ids.sentence)).toContainText('where team = cetus');
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByTestId(ids.options));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByTestId(ids.range));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('this month');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId(ids.sentence)).toContainText('this month');
  });

  for (const theme of ['dark', 'light']) {
    test(`axe finds nothing in the ${theme} theme`, async ({ page, request, scanForA11yViolations }) => {
      test.skip(!isInstalled('@axe-core/playwright'), '@axe-core/playwright is not installed');
      const scan = scanForA11yViolations as unknown as Scan;
      const uid = `editor-${theme}`;
      await saveDashboard(request, { uid, panels: [panel('timeseries', 'Cost', { metrics: ['cost'] })] });
      await page.goto(`/d/${uid}?editPanel=1&theme=${theme}`);
      await addFilter(page, 1, 'Team');
      await page.getByTestId(ids.options).click();
      for (const type of ['Usage', 'Requests', 'Intake', 'Annotations', 'Audit log']) {
        await chooseType(page, type);
        expect((await scan({ include: EDITOR })).violations).toEqual([]);
      }
      await page.getByTestId(ids.examples).click();
      expect((await scan({ include: '[role="dialog"]' })).violations).toEqual([]);
    });
  }
});

function editor(page: Page): Locator {
  return page.getByTestId(ids.root);
}

function field(page: Page, name: string): Locator {
  return editor(page).getByRole('combobox', { name, exact: true });
}

function values(page: Page, index: number): Locator {
  return field(page, `Values of filter ${index}`);
}

async function addFilter(page: Page, index: number, dimension: string): Promise<void> {
  await page.getByTestId(ids.addFilter).click();
  await expect(field(page, `Dimension of filter ${index}`)).toBeFocused();
  await page.keyboard.type(`${dimension}\n`);
  await expect(page.getByTestId(ids.filter(index - 1))).toContainText(dimension);
}

async function chooseType(page: Page, type: string): Promise<void> {
  await field(page, 'Query type').click();
  await page.getByRole('option', { name: type }).first().click();
  await expect(field(page, 'Query type')).toHaveValue(type);
}

/** Suggested values with their number of requests, as they are listed. */
async function suggestions(page: Page): Promise<Array<[value: string, requests: number]>> {
  const options = await page.getByRole('option').allInnerTexts();
  return options.flatMap((text) => {
    const found = /^(.+)\s+(\d+) requests?$/.exec(text.replaceAll('\n', ' '));
    return found ? [[found[1]!.trim(), Number(found[2])] as [string, number]] : [];
  });
}

/** Most used first, then by name. */
function counts(texts: string[]): Array<[string, number]> {
  const times = new Map<string, number>();
  texts.forEach((text) => times.set(text, (times.get(text) ?? 0) + 1));
  return [...times].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0], timeout: 20_000 });
}

/** Counts what a person does. */
function counting() {
  let times = 0;
  return {
    does: async (act: () => Promise<unknown>) => {
      times += 1;
      await act();
    },
    times: () => times,
  };
}

/** The next answer to what has groups by team and steps of a day. */
async function nextAnswer(page: Page): Promise<GrafanaResult> {
  const response = await page.waitForResponse((candidate) => {
    const body = candidate.request().postData() ?? '';
    return candidate.url().includes('/api/ds/query') && body.includes('"granularity":"day"');
  });
  const { results } = (await response.json()) as { results: Record<string, GrafanaResult> };
  return results.A!;
}

/** Cents of each team over all steps. */
function totals(result: GrafanaResult): Record<string, number> {
  const sums = Object.entries(byLabels(result)).map(([labels, amounts]): [string, number] => [
    labels.replace('team=', ''),
    Math.round(amounts.reduce<number>((sum, amount) => sum + Number(amount), 0) * 100),
  ]);
  return Object.fromEntries(sums);
}

function centsByTeam(): Record<string, number> {
  const sums: Record<string, number> = {};
  recent.forEach(({ team, cents }) => (sums[team] = (sums[team] ?? 0) + cents));
  return sums;
}

function isInstalled(name: string): boolean {
  try {
    createRequire(__filename).resolve(name);
    return true;
  } catch {
    return false;
  }
}
