import { type CoreApp } from '@grafana/data';
import { DIMENSIONS } from '../contract/dimensions';
import { METRICS } from '../contract/metrics';
import { type Catalogue } from './catalogue';
import { rowLimitOf, withDefaults } from './defaults';
import { kindOf } from './query-editor/query-kinds';
import { type LedgerQuery, type QueryDefaults } from './types';

const TITLES: ReadonlyMap<string, string> = new Map([...METRICS, ...DIMENSIONS].map(({ id, title }) => [id, title]));

/**
 * The question as a sentence, for instance “Cost by model per day, UTC”. Holds for half-built questions too.
 *
 * @param defaults - the data source's own
 * @param catalogue - knows the titles of what a newer collector offers
 * @param app - where it is asked, if that is known
 */
export function displayText(
  query: LedgerQuery,
  defaults: QueryDefaults = {},
  catalogue?: Pick<Catalogue, 'metrics' | 'dimensions'>,
  app?: CoreApp
): string {
  const asked = withDefaults(query, defaults.timezone);
  const limit = asked.limit ?? rowLimitOf(asked.queryType, defaults);
  const offered = catalogue && [...catalogue.metrics, ...catalogue.dimensions];
  const titleOf = (id: string) => TITLES.get(id) ?? offered?.find((entry) => entry.id === id)?.title ?? id;
  return kindOf(asked.queryType).describe({ ...asked, limit }, titleOf, app);
}
