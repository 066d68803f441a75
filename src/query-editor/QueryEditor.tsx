import { CoreApp, type QueryEditorProps } from '@grafana/data';
import { EditorHeader, FlexItem } from '@grafana/plugin-ui';
import { Suspense, useMemo, useRef } from 'react';
import { type QueryType } from '../../contract/query';
import { type DataSource } from '../datasource';
import { rowLimitOf, withDefaults } from '../defaults';
import { type Example } from '../help/examples';
import { ExamplesButton } from '../help/ExamplesButton';
import { queryOfExample } from '../help/query-of-example';
import { selectors } from '../selectors';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { EDITORS, OTHER_EDITOR } from './editors';
import { FindingText } from './fields/FindingText';
import { refused } from './finding';
import { loadValuesOf } from './load-values-of';
import { variableOptions } from './options';
import { panelShape } from './panel-shape';
import { kindOf } from './query-kinds';
import { QuestionText } from './QuestionText';
import { SchemaAlert } from './SchemaAlert';
import { switchType, withGrafanaFields } from './switch-type';
import { TypePicker } from './TypePicker';
import { useCatalogue } from './use-catalogue';
import { useNewQuery } from './use-new-query';

type Props = QueryEditorProps<DataSource, LedgerQuery, LedgerOptions>;

/** Builds a question from what the collector says can be asked. */
export function QueryEditor(props: Props) {
  const { datasource, app, data, onChange, onRunQuery } = props;
  const panelPlugin = data?.request?.panelPluginId;
  const shape = panelShape(panelPlugin);
  useNewQuery({ ...props, panelPlugin });
  const { catalogue, loading, problem, retry } = useCatalogue(datasource);
  const variables = useMemo(() => variableOptions(datasource.getVariableReferences()), [datasource]);
  const left = useRef(new Map<string, LedgerQuery>());

  const defaults = datasource.getDefaults();
  const query = withDefaults(props.query, defaults.timezone);
  const { queryType } = query;
  const kind = kindOf(queryType);
  const range = props.range ?? data?.timeRange;
  const draft = (words: Partial<LedgerQuery>) => onChange({ ...(kind.measures ? query : props.query), ...words });
  const ask = (next: LedgerQuery) => {
    onChange(next);
    onRunQuery();
  };
  /** Back at a type, the question is what it was there; what Grafana keeps with it is as it is now. */
  const change = (type: string) => {
    left.current.set(queryType, props.query);
    const before = left.current.get(type);
    ask(before ? withGrafanaFields(before, props.query) : switchType(props.query, type, { app, shape }));
  };
  const Editor = Object.hasOwn(EDITORS, queryType) ? EDITORS[queryType as QueryType] : OTHER_EDITOR;

  return (
    <div data-testid={selectors.queryEditor.root}>
      {problem && <SchemaAlert problem={problem} onRetry={retry} />}
      <EditorHeader>
        <TypePicker queryType={queryType} offered={catalogue.queryTypes} app={app} onChange={change} />
        <FlexItem grow={1} />
        <ExamplesButton app={app} onChoose={(example: Example) => ask(queryOfExample(example, props.query))} />
      </EditorHeader>
      {app === CoreApp.UnifiedAlerting && !kind.measures && (
        <FindingText finding={refused('queryType', `${kind.title} gives a list and no number to alert on.`)} />
      )}
      <Suspense fallback={null}>
        <Editor
          query={query}
          catalogue={catalogue}
          loading={loading}
          variables={variables}
          app={app}
          shape={shape}
          range={range}
          rowLimit={rowLimitOf(queryType, defaults)}
          loadValues={loadValuesOf(datasource, query, range)}
          onChange={(words) => {
            draft(words);
            onRunQuery();
          }}
          onDraft={draft}
        />
      </Suspense>
      <QuestionText query={query} defaults={defaults} catalogue={catalogue} app={app} />
    </div>
  );
}
