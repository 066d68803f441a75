import { CoreApp, dateTime, type PanelData, type TimeRange } from '@grafana/data';
import { configure, render, screen } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { useState } from 'react';
import { type SchemaDocument } from '../../../contract/schema';
import { BUILT_IN } from '../../catalogue';
import { type DataSource } from '../../datasource';
import { type LedgerQuery, type QueryDefaults } from '../../types';
import { QueryEditor } from '../QueryEditor';

// A whole editor is driven here, and Grafana's styles make looking for what is hidden or covered slow.
jest.setTimeout(30_000);
configure({ defaultHidden: true, asyncUtilTimeout: 15_000 });
export const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

export const schema: SchemaDocument = {
  ...BUILT_IN,
  version: '0.1.0',
  api: 1,
  ledger: 'live',
  timezone: 'Europe/Berlin',
  queryTypes: ['usage', 'requests', 'intake', 'annotations', 'audit'].map((id) => ({ id, title: id, description: id })),
  metrics: [
    ...BUILT_IN.metrics,
    {
      id: 'carbon',
      title: 'Carbon',
      unit: 'massg',
      description: 'Only this collector has it.',
      category: 'A',
      empty: 0,
      kind: 'sum',
    },
  ],
};

export const onRunQuery = jest.fn();
export const onChange = jest.fn<void, [LedgerQuery]>();
/** What the collector answers to questions for a dimension's values. */
export const getResource = jest.fn<Promise<unknown>, [string, Record<string, unknown>, { abortSignal: AbortSignal }]>();

const to = dateTime(120_000);
export const range: TimeRange = { from: dateTime(60_000), to, raw: { from: 'now-1m', to: 'now' } };

export interface Setup {
  query?: Partial<LedgerQuery>;
  app?: CoreApp;
  panelPlugin?: string;
  getSchema?: () => Promise<SchemaDocument>;
  defaults?: QueryDefaults;
}

/** The editor in a host that saves what it is told, as Grafana does. */
export async function showEditor({
  query,
  app = CoreApp.PanelEditor,
  panelPlugin,
  getSchema = () => Promise.resolve(schema),
  defaults = {},
}: Setup = {}) {
  const datasource = {
    getSchema,
    getResource,
    getVariableReferences: () => ['$team'],
    getDefaults: () => defaults,
    applyTemplateVariables: (asked: LedgerQuery) => asked,
  } as unknown as DataSource;
  const data = panelPlugin && ({ request: { panelPluginId: panelPlugin } } as PanelData);
  function Host() {
    const [saved, setSaved] = useState<LedgerQuery>({ refId: 'A', ...query });
    const save = (next: LedgerQuery) => {
      onChange(next);
      setSaved(next);
    };
    return (
      <QueryEditor
        datasource={datasource}
        app={app}
        data={data || undefined}
        range={range}
        query={saved}
        onChange={save}
        onRunQuery={onRunQuery}
      />
    );
  }
  const shown = render(<Host />);
  await screen.findByRole('combobox', { name: 'Query type' });
  await screen.findAllByText(/Granularity|Filters|Time zone/);
  return shown;
}

export const saved = () => onChange.mock.lastCall?.[0];

export const box = (name: string) => screen.getByRole('combobox', { name });

export async function choose(name: string, option: RegExp) {
  await user.click(await screen.findByRole('combobox', { name }));
  await user.click(await screen.findByRole('option', { name: option }));
}

export async function openOptions() {
  await user.click(screen.getByRole('button', { name: /^Options/ }));
}
