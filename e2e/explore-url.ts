import { LEDGER } from './grafana-query';

/** Address of Explore with one question. */
export function exploreUrl(
  query: Record<string, unknown>,
  range: { from: string; to: string },
  datasource = LEDGER
): string {
  const pane = { datasource: datasource.uid, queries: [{ refId: 'A', datasource, ...query }], range };
  return `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ one: pane }))}`;
}
