import {
  type AdHocVariableFilter,
  type CoreApp,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetDrilldownsApplicabilityOptions,
  type DataSourceInstanceSettings,
  type DataSourceWithQueryModificationSupport,
  type DataSourceWithSupplementaryQueriesSupport,
  type DataSourceWithToggleableQueryFiltersSupport,
  type DrilldownsApplicability,
  getTimeZone,
  type MetricFindValue,
  type QueryFilterOptions,
  type QueryFixAction,
  type ScopedVars,
  type SupplementaryQueryOptions,
  SupplementaryQueryType,
  type TestDataSourceResponse,
  type ToggleFilterAction,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { map, type Observable } from 'rxjs';
import { type SchemaDocument } from '../contract/schema';
import { activeAdHocFilters } from './ad-hoc/active-ad-hoc-filters';
import { applicabilityOf } from './ad-hoc/applicability';
import { type TagKeysOptions, tagKeys, tagValues, type TagValuesOptions } from './ad-hoc/tags';
import { hasFilter, modifyFilters, toggleFilter } from './ad-hoc/toggle-filter';
import { withAdHocFilters } from './ad-hoc/with-ad-hoc-filters';
import { annotationSupport } from './annotations/annotation-support';
import { markNotEditable } from './annotations/mark-not-editable';
import { readSchema } from './catalogue';
import { newQuery } from './defaults';
import { displayText } from './display-text';
import { interpolateQuery } from './interpolate';
import { joinNotices } from './join-notices';
import { linkResponse } from './links/link-response';
import { levelResponse } from './logs-volume/level-response';
import { volumeQuery } from './logs-volume/volume-query';
import { migrateQuery } from './migrations/migrate-query';
import { keepRange } from './migrations/rule-form-range';
import { takesMetrics } from './takes-metrics';
import { testResult } from './test-result';
import { type LedgerOptions, type LedgerQuery, type QueryDefaults } from './types';
import { VariableSupport } from './variables/variable-support';
import { withoutEmptyTables } from './without-empty-tables';
import { resolveZone } from './zone';

/** Kinds of dashboard variables that do not stand for a word of a question. */
const WORDLESS: ReadonlySet<string> = new Set(['adhoc', 'groupby', 'datasource', 'system']);

/** Carries questions to the plugin's backend. Everything a question means is decided in the collector. */
export class DataSource
  extends DataSourceWithBackend<LedgerQuery, LedgerOptions>
  implements
    DataSourceWithQueryModificationSupport<LedgerQuery>,
    DataSourceWithSupplementaryQueriesSupport<LedgerQuery>,
    DataSourceWithToggleableQueryFiltersSupport<LedgerQuery>
{
  override annotations = annotationSupport;
  private schema?: Promise<SchemaDocument>;

  constructor(
    private readonly settings: DataSourceInstanceSettings<LedgerOptions>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.variables = new VariableSupport(this, templates);
  }

  override getDefaultQuery(app: CoreApp): Partial<LedgerQuery> {
    return newQuery(app);
  }

  override filterQuery(saved: LedgerQuery): boolean {
    const { hide, queryType, metrics } = migrateQuery(saved);
    return !hide && (!takesMetrics(queryType) || (Array.isArray(metrics) && metrics.length > 0));
  }

  /**
   * Puts the dashboard's zone in, which only the request knows. Rules and public dashboards do not pass here: there
   * the collector takes the ledger's zone.
   */
  override query(request: DataQueryRequest<LedgerQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.map((target) => {
      const timezone = target.timezone && this.templates.replace(target.timezone, request.scopedVars);
      return timezone ? { ...target, timezone: resolveZone(timezone, request.timezone) } : target;
    });
    const asked = { ...request, targets };
    const explain = (target: LedgerQuery) => this.applyTemplateVariables(target, request.scopedVars, request.filters);
    return super.query(asked).pipe(
      map((response) =>
        linkResponse(withoutEmptyTables(response, request.panelPluginId), asked, explain, this.settings)
      ),
      map(joinNotices),
      map(levelResponse),
      map(markNotEditable)
    );
  }

  /**
   * A question in plain words: without the dashboard's variables and with its filters among its own. Grafana does not
   * hand those over for new alert rules and panels of mixed data sources.
   */
  override applyTemplateVariables(
    saved: LedgerQuery,
    scopedVars: ScopedVars,
    filters: AdHocVariableFilter[] = activeAdHocFilters(this.uid, this.templates, scopedVars)
  ): LedgerQuery {
    // Explore says in a field of its own that it asks for more log lines.
    const { supportingQueryType: _reason, ...query } = migrateQuery(saved) as LedgerQuery & Record<string, unknown>;
    return interpolateQuery(withAdHocFilters(query, filters), this.templates, scopedVars);
  }

  /** For places without the dashboard, such as new alert rules and Explore: nothing may be left that only it knows. */
  override interpolateVariablesInQueries(
    queries: LedgerQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): LedgerQuery[] {
    return super
      .interpolateVariablesInQueries(queries, scopedVars, filters)
      .map((query) => keepRange({ ...query, timezone: resolveZone(query.timezone, getTimeZone()) }));
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    return testResult(await this.callHealthCheck());
  }

  override getQueryDisplayText(query: LedgerQuery): string {
    return displayText(migrateQuery(query), this.getDefaults());
  }

  override async getTagKeys(options?: TagKeysOptions): Promise<MetricFindValue[]> {
    const { dimensions } = await this.getSchema();
    return tagKeys(dimensions, options);
  }

  override getTagValues(options: TagValuesOptions): Promise<MetricFindValue[]> {
    return tagValues(this, options);
  }

  override async getDrilldownsApplicability(
    options: DataSourceGetDrilldownsApplicabilityOptions<LedgerQuery> = {}
  ): Promise<DrilldownsApplicability[]> {
    // Without an answer the ledger's own dimensions count; the panels tell that the collector is away.
    const known = await this.getSchema().then(
      ({ dimensions }) => dimensions.map(({ id }) => id),
      () => []
    );
    return applicabilityOf(options, new Set(known));
  }

  override modifyQuery(query: LedgerQuery, action: QueryFixAction): LedgerQuery {
    return modifyFilters(query, action);
  }

  getSupportedQueryModifications(): string[] {
    return ['ADD_FILTER', 'ADD_FILTER_OUT'];
  }

  toggleQueryFilter(query: LedgerQuery, { type, options }: ToggleFilterAction): LedgerQuery {
    return toggleFilter(query, options, type === 'FILTER_FOR' ? '=' : '!=');
  }

  queryHasFilter(query: LedgerQuery, options: QueryFilterOptions): boolean {
    return hasFilter(query, options);
  }

  /** For what cannot be counted, newer versions of Grafana then count the lines that they have. */
  getSupportedSupplementaryQueryTypes(request?: DataQueryRequest<DataQuery>): SupplementaryQueryType[] {
    const counted = !request || request.targets.some((target) => volumeQuery(target) !== undefined);
    return counted ? [SupplementaryQueryType.LogsVolume] : [];
  }

  getSupplementaryQuery({ type }: SupplementaryQueryOptions, query: LedgerQuery): LedgerQuery | undefined {
    return type === SupplementaryQueryType.LogsVolume ? volumeQuery(query) : undefined;
  }

  getSupplementaryRequest(
    type: SupplementaryQueryType,
    request: DataQueryRequest<LedgerQuery>
  ): DataQueryRequest<LedgerQuery> | undefined {
    const targets = request.targets.flatMap((target) => this.getSupplementaryQuery({ type }, target) ?? []);
    return targets.length === 0 ? undefined : { ...request, targets };
  }

  /** What questions that do not say mean, as far as the data source has it of its own. */
  getDefaults(): QueryDefaults {
    const { timezone, rowLimit } = this.settings.jsonData;
    return { timezone: timezone || undefined, rowLimit: Number(rowLimit) || undefined };
  }

  /** References to the dashboard's variables, for the editor's lists. */
  getVariableReferences(): string[] {
    const variables = this.templates.getVariables().filter(({ type }) => !WORDLESS.has(type));
    return variables.map(({ name }) => `$${name}`);
  }

  /** What the collector can be asked; asked once, a failure is not kept. */
  getSchema(): Promise<SchemaDocument> {
    this.schema ??= this.getResource<unknown>('schema', undefined, { showErrorAlert: false })
      .then(readSchema)
      .catch((error: unknown) => {
        this.schema = undefined;
        throw error;
      });
    return this.schema;
  }
}
