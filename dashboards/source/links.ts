import type { DimensionId } from '../../contract/dimensions.ts';
import { type Board, IN_SIGHT, uidOf } from './boards.ts';
import { FILTER_VARIABLES } from './filter-variables.ts';
import type { PanelLink } from './panel.ts';
import type { Question } from './question.ts';

const EXPORT = '/api/datasources/uid/${ds}/resources/export?format=csv&from=${__from}&to=${__to}';
const FILTERS = [...FILTER_VARIABLES.map(({ name }) => `\${${name}:queryparam}`), '${Filters:queryparam}'].join('&');

/** A file of what the panel shows, under the rights of whoever follows the link. There are files of usage alone. */
export function exportOf(question: Question, points?: number): PanelLink[] {
  return question.queryType === 'usage' ? [exportOfUsage(question, points)] : [];
}

function exportOfUsage(question: Question, points?: number): PanelLink {
  const { metrics = [], groupBy = [], filters = [], granularity = 'none', ...rest } = question;
  const chosen = { ...rest, compare: rest.compare && inUrl(rest.compare) };
  const words = { metrics: metrics.join(','), groupBy: groupBy.map(inUrl).join(','), granularity };
  const options = ['range', 'compare', 'share', 'limit', 'other', 'unused'] as const;
  const parameters = [
    ...Object.entries(words),
    ...options.flatMap((key) => (chosen[key] === undefined ? [] : [[key, String(chosen[key])]])),
  ].filter(([, value]) => value !== '');
  const searched = filters.filter(({ values }) => values.some(isSearch));
  const plain = filters.filter(({ values }) => !values.some(isSearch));
  const own = [
    ...(plain.length === 0 ? [] : [`filters=${inUrlText(JSON.stringify(plain))}`]),
    ...searched.map(({ dimension }) => searchOf(dimension)),
    // The same buckets as in the panel, whatever its width.
    ...(points === undefined ? [] : [`query=${encodeURIComponent(JSON.stringify({ maxDataPoints: points }))}`]),
  ];
  const query = [...parameters.map(([key, value]) => `${key}=${value}`), ...own].join('&');
  return {
    title: 'Export CSV',
    url: `${EXPORT}&timezone=\${__timezone:percentencode}&${query}&${FILTERS}`,
    targetBlank: true,
  };
}

/** What is typed into the search box: a part of the value. */
export const SEARCHED = '(?i).*${search:regex}.*';

function isSearch(value: string): boolean {
  return value === SEARCHED;
}

/** The same for a file. Its address takes the text as it is: what is a pattern there would not be safe in it. */
export function searchOf(dimension: string): string {
  return `contains-${dimension}=\${search:percentencode}`;
}

/** A variable keeps its value safe inside of an address. */
function inUrl(word: string): string {
  return word.startsWith('$') ? `\${${word.slice(1)}:percentencode}` : word;
}

/** The same for a text with variables in it. */
function inUrlText(text: string): string {
  return text
    .split(/\$\{?(\w+)(?::\w+)?\}?/)
    .map((part, index) => (index % 2 === 0 ? encodeURIComponent(part) : `\${${part}:percentencode}`))
    .join('');
}

/** Every request of the range and of the filters. */
export const EXPORT_REQUESTS = `${EXPORT}&${FILTERS}`;

/** Variables beside the filters that are in sight wherever they are, and mean the same. */
const WORDS = ['granularity', 'compare'];

/** The address of another dashboard with the range and with those variables of this one that are in sight there. */
export function boardUrl(board: Board, chosen: Readonly<Record<string, string>> = {}): string {
  const own = Object.entries(chosen).map(([name, value]) => `var-${name}=${value}`);
  const carried = ['ds', ...WORDS, ...IN_SIGHT[board], ...(IN_SIGHT[board].length > 0 ? ['Filters'] : [])]
    .filter((name) => !(name in chosen))
    .map((name) => `\${${name}:queryparam}`);
  return `/d/${uidOf(board)}?${['${__url_time_range}', ...own, ...carried].join('&')}`;
}

/** A link in a cell to another dashboard, narrowed to the row's value, with the range and the other filters. */
export function drillDown(board: Board, title: string, dimension: DimensionId, field: string = dimension): object {
  return { title, url: boardUrl(board, { [dimension]: `\${__data.fields["${field}"]:percentencode}` }) };
}
