import { CoreApp, type QueryEditorProps } from '@grafana/data';
import { EditorRows } from '@grafana/plugin-ui';
import { Alert, Box, Text } from '@grafana/ui';
import { useMemo } from 'react';
import { type DataSource } from '../datasource';
import { withDefaults } from '../defaults';
import { displayText } from '../display-text';
import { selectors } from '../selectors';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { FilterRow } from './FilterRow';
import { MeasureRow } from './MeasureRow';
import { variableOptions } from './options';
import { TimeRow } from './TimeRow';
import { useCatalogue } from './use-catalogue';
import { useNewQuery } from './use-new-query';

type Props = QueryEditorProps<DataSource, LedgerQuery, LedgerOptions>;

/** Builds a question from what the collector says can be asked. */
export function QueryEditor(props: Props) {
  const { datasource, app, onChange, onRunQuery } = props;
  useNewQuery(props);
  const { catalogue, problem } = useCatalogue(datasource);
  const variables = useMemo(() => variableOptions(datasource.getVariableReferences()), [datasource]);

  const query = withDefaults(props.query);
  const draft = (words: Partial<LedgerQuery>) => onChange({ ...query, ...words });
  const change = (words: Partial<LedgerQuery>) => {
    draft(words);
    onRunQuery();
  };
  const row = { query, catalogue, variables, app, onChange: change, onDraft: draft };

  return (
    <div data-testid={selectors.queryEditor.root}>
      {problem && (
        <Alert severity="warning" title="The collector’s schema could not be loaded" bottomSpacing={1}>
          {problem} The lists show what this version of the plugin knows.
        </Alert>
      )}
      <EditorRows>
        <MeasureRow {...row} />
        <FilterRow {...row} />
        <TimeRow {...row} />
      </EditorRows>
      {app === CoreApp.UnifiedAlerting && query.metrics.length > 1 && (
        <Alert severity="warning" title="Alert rules take one metric" topSpacing={1} bottomSpacing={0}>
          Keep one here and add a query for each other one.
        </Alert>
      )}
      <Box paddingX={1} paddingTop={0.5} data-testid={selectors.queryEditor.sentence}>
        <Text variant="bodySmall" color="secondary">
          {displayText(query)}
        </Text>
      </Box>
    </div>
  );
}
