import { expect, test } from '@grafana/plugin-e2e';
import { type Page } from '@playwright/test';
import { records } from './environment';
import { dollars, type TestRecord } from './records.mts';

const OVERVIEW = { uid: 'tokenledger-overview' };
const USERS = { uid: 'tokenledger-users' };

test('the tiles show what the records add up to', async ({ gotoDashboardPage, page }) => {
  await gotoDashboardPage(OVERVIEW);
  const users = new Set(records.map(({ user }) => user).filter(Boolean)).size;
  await expect(tile(page, 'Cost')).toContainText(dollars(records));
  await expect(tile(page, 'Requests')).toContainText(String(records.length));
  await expect(tile(page, 'Active users')).toContainText(String(users));
});

test('the table of users shows each user’s sums, calls without a user as system', async ({
  gotoDashboardPage,
  page,
}) => {
  await gotoDashboardPage(USERS);
  for (const [user, calls] of byUser()) {
    const row = tile(page, 'All users').getByRole('row').filter({ hasText: user });
    await expect(row).toContainText(dollars(calls));
    await expect(row.getByRole('gridcell').nth(2)).toHaveText(String(calls.length));
  }
});

test('no panel shows an error', async ({ gotoDashboardPage, page }) => {
  const dashboard = await gotoDashboardPage(OVERVIEW);
  await expect(tile(page, 'Cost')).toContainText('$');
  await expect(dashboard).toHavePanelErrors(0);
  await expect(page.getByText('No data')).toHaveCount(0);
});

function tile(page: Page, title: string) {
  return page.getByTestId(`data-testid Panel header ${title}`);
}

function byUser(): Map<string, TestRecord[]> {
  const users = new Map<string, TestRecord[]>();
  for (const record of records) {
    const user = record.user ?? 'system';
    users.set(user, [...(users.get(user) ?? []), record]);
  }
  return users;
}
