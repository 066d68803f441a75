import { expect, test } from '@grafana/plugin-e2e';
import { selectors } from '../src/selectors';
import { exploreUrl } from './explore-url';

test('Explore runs the default query, which shows data at once', async ({ explorePage, page }) => {
  await explorePage.datasource.set('Token Ledger');
  const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await page.getByRole('button', { name: 'Run query' }).click();
  expect((await answered).status()).toBe(200);
  await expect(page.getByText(/^Cost by model/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'claude-sonnet-4-5' })).toBeVisible();
});

test('in a pane as narrow as Explore makes it, all of a filter can be seen and reached', async ({ page }) => {
  await page.setViewportSize({ width: 500, height: 1000 });
  const filters = [
    { dimension: 'team', operator: '=', values: ['atlas', 'cetus'] },
    { dimension: 'model', operator: '=~', values: ['gpt-.*', 'claude-[a-z]+-[0-9]+-[0-9]+'] },
    { dimension: 'user', operator: '!=', values: [] },
  ];
  await page.goto(exploreUrl({ metrics: ['cost'], timezone: 'dashboard', filters }, { from: 'now-6h', to: 'now' }));
  const editor = page.getByTestId(selectors.queryEditor.root);
  await expect(editor.getByText(/^Cost in total where team = atlas or cetus .*, Explore’s time zone$/)).toBeVisible();
  const { x, width } = (await editor.boundingBox())!;
  for (const [index] of filters.entries()) {
    const filter = editor.getByTestId(selectors.queryEditor.filter(index));
    const button = filter.getByRole('button', { name: `Remove filter ${index + 1}`, exact: true });
    const values = filter.getByTestId(selectors.queryEditor.filterValues(index));
    for (const control of [values, button]) {
      const box = (await control.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(x);
      expect(box.x + box.width).toBeLessThanOrEqual(x + width);
    }
  }
});

test('choices are taken over where press and release come at once, as in a tap', async ({ page }) => {
  await page.goto(exploreUrl({ metrics: ['cost'], granularity: 'auto' }, { from: 'now-6h', to: 'now' }));
  const editor = page.getByTestId(selectors.queryEditor.root);
  for (const [field, option, sentence] of [
    ['Granularity', 'Hour', /^Cost per hour/],
    ['Granularity', 'Total', /^Cost in total/],
    ['Query type', 'Requests', /^Newest 50 requests/],
  ] as const) {
    await editor.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
    await expect(page.getByTestId(selectors.queryEditor.sentence)).toHaveText(sentence);
  }
});
