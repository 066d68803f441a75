import { expect, type PanelEditPage } from '@grafana/plugin-e2e';

/**
 * Chooses the panel's visualization by its name in the list. Grafana 12.4 shows the list of a new panel at once, with a
 * button back that plugin-e2e takes for the one that opens it.
 */
export async function setVisualization(panelEditPage: PanelEditPage, name: string): Promise<void> {
  const toggle = panelEditPage.ctx.page.getByTestId('data-testid toggle-viz-picker');
  await expect(toggle).toBeVisible();
  if ((await toggle.getAttribute('aria-label')) === 'Close') {
    await toggle.click();
    await expect(toggle).not.toHaveAccessibleName('Close');
  }
  await panelEditPage.setVisualization(name);
}
