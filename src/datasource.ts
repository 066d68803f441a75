import {
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { type Observable } from 'rxjs';
import { type SchemaDocument } from '../contract/schema';
import { readSchema } from './catalogue';
import { newQuery } from './defaults';
import { displayText } from './display-text';
import { interpolateQuery } from './interpolate';
import { takesMetrics } from './takes-metrics';
import { type LedgerOptions, type LedgerQuery } from './types';
import { resolveZone } from './zone';

/** Kinds of dashboard variables that do not stand for a word of a question. */
const WORDLESS: ReadonlySet<string> = new Set(['adhoc', 'groupby', 'datasource', 'system']);

/** Carries questions to the plugin's backend. Everything a question means is decided in the collector. */
export class DataSource extends DataSourceWithBackend<LedgerQuery, LedgerOptions> {
  private schema?: Promise<SchemaDocument>;

  constructor(
    settings: DataSourceInstanceSettings<LedgerOptions>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
  }

  override getDefaultQuery(app: CoreApp): Partial<LedgerQuery> {
    return newQuery(app);
  }

  override filterQuery(query: LedgerQuery): boolean {
    const { hide, queryType, metrics } = query;
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
    return super.query({ ...request, targets });
  }

  override applyTemplateVariables(query: LedgerQuery, scopedVars: ScopedVars): LedgerQuery {
    return interpolateQuery(query, this.templates, scopedVars);
  }

  override getQueryDisplayText(query: LedgerQuery): string {
    return displayText(query);
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
