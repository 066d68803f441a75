import { type APIRequestContext, type APIResponse } from '@playwright/test';

/** Our data source as the provisioning names it. */
export const LEDGER = { type: 'tokenledger-usage-datasource', uid: 'tokenledger' };
/** Grafana's server-side expressions. */
export const EXPRESSIONS = { type: '__expr__', uid: '__expr__' };

export interface Column {
  readonly name: string;
  readonly labels?: Record<string, string>;
}

export interface GrafanaFrame {
  readonly schema: { readonly fields: readonly Column[]; readonly meta?: { readonly type?: string } };
  readonly data: { readonly values: unknown[][] };
}

export interface GrafanaResult {
  readonly status: number;
  readonly error?: string;
  readonly frames?: readonly GrafanaFrame[];
}

/** Asks through Grafana's own query interface, as panels and rules do. */
export async function queryGrafana(
  request: APIRequestContext,
  queries: ReadonlyArray<Record<string, unknown>>,
  { headers, from, to }: { headers?: Record<string, string>; from: number; to: number }
): Promise<Record<string, GrafanaResult>> {
  const response = await request.post('/api/ds/query', {
    headers,
    data: { from: String(from), to: String(to), queries },
  });
  return resultsOf(response);
}

/** Results of a query, whatever the status of the whole. */
export async function resultsOf(response: APIResponse): Promise<Record<string, GrafanaResult>> {
  const body = (await response.json()) as { results?: Record<string, GrafanaResult>; message?: string };
  if (!body.results) {
    throw new Error(`${response.status()} ${body.message ?? 'no results'}`);
  }
  return body.results;
}

/** Values of number fields by their labels, as `team=atlas`; without labels under the empty text. */
export function byLabels({ frames = [] }: GrafanaResult): Record<string, unknown[]> {
  const columns = frames.flatMap(({ schema, data }) =>
    schema.fields.flatMap((field, index) =>
      field.name === 'time' || field.name === 'Time' ? [] : [{ field, values: data.values[index] ?? [] }]
    )
  );
  return Object.fromEntries(
    columns.map(({ field, values }) => [
      Object.entries(field.labels ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join(','),
      values,
    ])
  );
}

/** Rows of a table as one array each. */
export function rowsOf({ frames = [] }: GrafanaResult): unknown[][] {
  const [values = []] = frames.map(({ data }) => data.values);
  return (values[0] ?? []).map((_, row) => values.map((column) => column[row]));
}
