import { type QueryEditorProps } from '@grafana/data';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { type ComboboxOption } from '@grafana/ui';
import { useMemo } from 'react';
import { type DataSource } from '../datasource';
import { withDefaults } from '../defaults';
import { FilterRow } from '../query-editor/fields/FilterRow';
import { SingleField } from '../query-editor/fields/SingleField';
import { TextField } from '../query-editor/fields/TextField';
import { loadValuesOf } from '../query-editor/load-values-of';
import { dimensionOptions, variableOptions } from '../query-editor/options';
import { SchemaAlert } from '../query-editor/SchemaAlert';
import { useCatalogue } from '../query-editor/use-catalogue';
import { selectors } from '../selectors';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { readVariableQuery, readList, type VariableList, type VariableQuery } from './variable-query';

type Props = QueryEditorProps<DataSource, LedgerQuery, LedgerOptions, VariableQuery>;

const LISTS: Array<ComboboxOption<VariableList>> = [
  { value: 'dimension_values', label: 'Values of a dimension', description: 'To filter by, most used first' },
  { value: 'dimensions', label: 'Dimensions', description: 'To group by' },
  { value: 'metrics', label: 'Metrics', description: 'To choose what is measured' },
];

/** Says what a dashboard's variable lists. */
export function VariableEditor({ datasource, query: saved, onChange, range }: Props) {
  const { catalogue, problem, retry } = useCatalogue(datasource);
  const variables = useMemo(() => variableOptions(datasource.getVariableReferences()), [datasource]);
  const query = readVariableQuery(saved);
  const { queryType, dimension, search, filters } = query;
  const change = (words: Partial<VariableQuery>) => onChange({ ...query, ...words });
  const changeFilters = ({ filters: changed }: Partial<LedgerQuery>) => change({ filters: changed });
  const asked = withDefaults({ refId: query.refId, filters });

  return (
    <div data-testid={selectors.variableEditor.root}>
      {problem && <SchemaAlert problem={problem} onRetry={retry} />}
      <EditorRows>
        <EditorRow>
          <SingleField
            label="List"
            testId={selectors.variableEditor.list}
            width={28}
            options={LISTS}
            value={queryType}
            onChange={(list) => change({ queryType: readList(list) })}
          />
          {queryType === 'dimension_values' && (
            <>
              <SingleField
                label="Dimension"
                testId={selectors.variableEditor.dimension}
                width={28}
                custom
                options={[...dimensionOptions(catalogue.dimensions), ...variables]}
                value={dimension}
                onChange={(chosen) => change({ dimension: chosen })}
              />
              <TextField
                label="Search"
                tooltip="Only values with this text in them, whatever the case. $__searchFilter is what is typed into the variable’s list: for dimensions with more than 1,000 values."
                testId={selectors.variableEditor.search}
                width={28}
                placeholder="Any value"
                value={search}
                onChange={(text = '') => change({ search: text })}
              />
            </>
          )}
        </EditorRow>
        {queryType === 'dimension_values' && (
          <FilterRow
            query={asked}
            catalogue={catalogue}
            variables={variables}
            findings={[]}
            loadValues={loadValuesOf(datasource, asked, range)}
            onChange={changeFilters}
            onDraft={changeFilters}
          />
        )}
      </EditorRows>
    </div>
  );
}
