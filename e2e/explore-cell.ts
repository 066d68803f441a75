import { type Locator, type Page } from '@playwright/test';

/** A cell of Explore's table, which is the table panel's grid as of Grafana 12.4, and a table of its own before. */
export function exploreCell(page: Page, name: string): Locator {
  return page.getByRole('gridcell', { name }).or(page.getByRole('cell', { name }));
}
