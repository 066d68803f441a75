import { type APIRequestContext, expect } from '@playwright/test';
import { LEDGER } from './grafana-query';

/** A dashboard for one story. */
export interface DashboardFixture {
  uid: string;
  /** Variables; the data source is ours unless they say so. */
  variables?: Array<Record<string, unknown>>;
  annotations?: Array<Record<string, unknown>>;
  panels: Array<Record<string, unknown>>;
  /** Default: the last seven days. */
  time?: { from: string; to: string };
}

/** A table of the answer to one query. */
export function table(title: string, query: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return panel('table', title, query, more);
}

/** A panel of any kind. */
export function panel(
  type: string,
  title: string,
  query: Record<string, unknown>,
  { datasource = LEDGER, ...more }: Record<string, unknown> = {}
): Record<string, unknown> {
  return { type, title, datasource, targets: [{ refId: 'A', datasource, ...query }], ...more };
}

/** Saves the dashboard. */
export async function saveDashboard(
  request: APIRequestContext,
  { uid, variables = [], annotations = [], panels, time }: DashboardFixture
): Promise<void> {
  const dashboard = {
    uid,
    title: uid,
    time: time ?? { from: 'now-7d', to: 'now' },
    templating: { list: variables.map((variable) => ({ datasource: LEDGER, ...variable })) },
    annotations: { list: annotations.map((annotation) => ({ datasource: LEDGER, enable: true, ...annotation })) },
    panels: panels.map((one, index) => ({ id: index + 1, gridPos: { x: 0, y: index * 9, w: 24, h: 9 }, ...one })),
  };
  const reply = await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(reply.status()).toBe(200);
}
