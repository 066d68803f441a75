import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse, type ScopedVars } from '@grafana/data';
import { asyncScheduler, Observable, observeOn } from 'rxjs';
import { type DataSource } from '../datasource';
import { getDimensionValues } from '../dimension-values';
import { interpolateFilters, type Variables } from '../interpolate';
import { lazyEditor } from '../lazy-editor';
import { reasonOf } from '../reason';
import { type LedgerQuery } from '../types';
import { optionsFrame, type VariableOption } from './options-frame';
import { NEW_VARIABLE_QUERY, readVariableQuery, type VariableQuery } from './variable-query';

/** As many as a list in Grafana can be scrolled through. */
const MOST_VALUES = 1_000;

type Request = DataQueryRequest<VariableQuery>;

/** Variables of a dashboard that list what the ledger holds. */
export class VariableSupport extends CustomVariableSupport<DataSource, VariableQuery> {
  override editor = lazyEditor(async () => {
    const { VariableEditor } = await import(/* webpackChunkName: "variable-editor" */ './VariableEditor');
    return { default: VariableEditor };
  });

  constructor(
    private readonly datasource: DataSource,
    private readonly variables: Variables
  ) {
    super();
  }

  // The type is that of the data source's own queries; what Grafana does with it is right.
  override getDefaultQuery(): Partial<LedgerQuery> {
    return NEW_VARIABLE_QUERY;
  }

  override query({ targets, scopedVars, range }: Request): Observable<DataQueryResponse> {
    // Grafana hands over what was saved, which may be a text.
    const query = readVariableQuery(targets[0]);
    const options = new Observable<DataQueryResponse>((subscriber) => {
      const abort = new AbortController();
      this.list(query, range, scopedVars, abort.signal).then(
        (found) => {
          subscriber.next({ data: [optionsFrame(query.refId, found)] });
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(new Error(reasonOf(error), { cause: error }))
      );
      return () => abort.abort();
    });
    // Grafana asks without end, and never draws again, if what is known already is answered at once.
    return options.pipe(observeOn(asyncScheduler));
  }

  private async list(
    query: VariableQuery,
    range: Request['range'],
    scopedVars: ScopedVars,
    signal: AbortSignal
  ): Promise<VariableOption[]> {
    if (query.queryType !== 'dimension_values') {
      const schema = await this.datasource.getSchema();
      return schema[query.queryType].map(({ id, title }) => ({ text: title, value: id }));
    }
    const { values } = await getDimensionValues(
      this.datasource,
      this.variables.replace(query.dimension, scopedVars),
      {
        search: this.searchOf(query, scopedVars),
        filters: interpolateFilters(query.filters, this.variables, scopedVars),
        range,
        limit: MOST_VALUES,
      },
      signal
    );
    return values.map((value) => ({ text: value, value }));
  }

  /** `$__searchFilter` is what is being typed into the variable's list, and nothing before anything is. */
  private searchOf({ search }: VariableQuery, scopedVars: ScopedVars): string {
    const typed: unknown = scopedVars.__searchFilter?.value;
    const text = typeof typed === 'string' ? typed.replace(/\*$/, '') : '';
    const withTyped = search.replace(/\$__searchFilter\b|\$\{__searchFilter(?::\w+)?\}/g, () => text);
    return this.variables.replace(withTyped, scopedVars);
  }
}
