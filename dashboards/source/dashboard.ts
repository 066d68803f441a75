import { type Board, BOARDS, IN_SIGHT, uidOf } from './boards.ts';
import { FILTER_VARIABLES, type FilterVariable, filterBy } from './filter-variables.ts';
import { boardUrl, EXPORT_REQUESTS } from './links.ts';
import { type Panel } from './panel.ts';
import { CHOSEN, type DataSourceRef, type Question } from './question.ts';
import { QUICK_RANGES } from './quick-ranges.ts';
import { comparePeriods } from './shared-variables.ts';
import { text } from './panels/text.ts';
import { adHocVariable, choiceVariable, dataSourceVariable, filterVariable, type Variable } from './variables.ts';

/** Panels beside each other, of one height; widths add up to 24. */
export interface Line {
  readonly height: number;
  readonly panels: ReadonlyArray<readonly [width: number, panel: Panel]>;
}

export interface Section {
  /** Without one the lines belong to the top. */
  readonly title?: string;
  readonly collapsed?: boolean;
  readonly lines: readonly Line[];
}

export interface DashboardOptions {
  readonly board: Board;
  readonly title: string;
  /** What it answers: the line at the top. */
  readonly question: string;
  /** What one has to know to read it. */
  readonly note: string;
  readonly sections: readonly Section[];
  /** Filters that are of no use here. */
  readonly without?: ReadonlyArray<FilterVariable['name']>;
  /** Filters of exactly one value. */
  readonly choices?: ReadonlyArray<FilterVariable['name']>;
  readonly variables?: readonly Variable[];
  readonly annotations?: boolean;
  /** What else the file of all requests is narrowed by. */
  readonly exported?: readonly string[];
  /** Whether ad-hoc filters make sense. Default: yes. */
  readonly adHoc?: boolean;
}

const TITLES: Readonly<Record<Exclude<Board, 'public' | 'user'>, string>> = {
  overview: 'Overview',
  users: 'Users',
  teams: 'Teams',
  keys: 'API keys',
  models: 'Models',
  latency: 'Latency & errors',
  time: 'Time patterns',
  requests: 'Requests',
  costs: 'Costs & margin',
  intake: 'Intake',
};

export type DashboardJson = Readonly<Record<string, unknown>> & { readonly uid: string };

/** A dashboard that anybody may import: its data source is a variable. */
export function dashboard(options: DashboardOptions): DashboardJson {
  const { without = [], choices = [], variables = [], adHoc = true, board } = options;
  const filters = FILTER_VARIABLES.filter(({ name }) => !without.includes(name));
  const within = filters.map((filter) => ({
    ...filter,
    within: filter.within?.filter((name) => !without.includes(name)),
  }));
  const asked = filters.map(({ name }) => filterBy(name));
  const list = [
    dataSourceVariable(),
    ...variables,
    ...within.map((filter) =>
      choices.includes(filter.name)
        ? choiceVariable(filter)
        : filterVariable(filter, !IN_SIGHT[board].includes(filter.name))
    ),
    ...(adHoc ? [adHocVariable()] : []),
  ];
  const json = {
    ...common(options),
    timezone: 'browser',
    links: [exportLink(options.exported)],
    annotations: { list: options.annotations === false ? [] : [changes()] },
    templating: { list },
    panels: place(options, CHOSEN, (question) => addFilters(question, asked)),
  };
  return withReferencesTo(json, new Set(list.map(({ name }) => name)));
}

/** Links carry over whatever the other dashboard has; here go the variables that this one has none of. */
function withReferencesTo(json: DashboardJson, names: ReadonlySet<string>): DashboardJson {
  const text = JSON.stringify(json).replace(/&\$\{(\w+):queryparam\}/g, (reference, name: string) =>
    names.has(name) ? reference : ''
  );
  return JSON.parse(text) as DashboardJson;
}

/** A dashboard without variables, as public ones have to be. Its zone is UTC, its data source the provisioned one. */
export function plainDashboard(options: DashboardOptions, datasource: DataSourceRef): DashboardJson {
  return comparePeriods({
    ...common(options),
    timezone: 'utc',
    links: [],
    annotations: { list: [] },
    templating: { list: [] },
    panels: place(options, datasource, (question) => ({ ...question, timezone: 'UTC' })).map((panel) => ({
      ...panel,
      links: [],
    })),
  });
}

function common({ board, title, question }: DashboardOptions) {
  return {
    uid: uidOf(board),
    title: `Token Ledger – ${title}`,
    description: question,
    tags: ['token-ledger', 'llm'],
    schemaVersion: 42,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-29d/d', to: 'now' },
    timepicker: { quick_ranges: QUICK_RANGES },
  };
}

/** The audit log and annotations take no filters, intake no more than sources. */
function addFilters(question: Question, asked: readonly NonNullable<Question['filters']>[number][]): Question {
  if (question.queryType !== 'usage' && question.queryType !== 'requests') {
    return question;
  }
  // A question that says itself where its dashboard's variable goes has it once.
  const own = question.filters ?? [];
  const added = asked.filter(
    (one) => !own.some(({ dimension, values }) => dimension === one.dimension && values[0] === one.values[0])
  );
  return { ...question, filters: [...added, ...(question.filters ?? [])] };
}

function place(
  { board, question, note, sections }: DashboardOptions,
  datasource: DataSourceRef,
  complete: (question: Question) => Question
): object[] {
  let id = 0;
  let y = 0;
  const put = (panel: Panel, gridPos: object) => ({
    id: (id += 1),
    ...panel,
    // Else Grafana takes the options for those of its oldest versions.
    pluginVersion: '12.3.0',
    ...(panel.targets
      ? { datasource, targets: panel.targets.map((target) => ({ ...complete(target), datasource })) }
      : {}),
    gridPos,
  });
  const putLines = (lines: readonly Line[]) =>
    lines.flatMap(({ height, panels }) => {
      let x = 0;
      const placed = panels.map(([w, panel]) => {
        const at = { x, y, w, h: height };
        x += w;
        return put(panel, at);
      });
      y += height;
      return placed;
    });
  const links = datasource === CHOSEN ? `\n\n${rowOfLinks(board)}` : '';
  const head = putLines([{ height: links ? 3 : 2, panels: [[24, text(`**${question}** ${note}${links}`)]] }]);
  const rest = sections.flatMap(({ title, collapsed = false, lines }): object[] => {
    if (title === undefined) {
      return putLines(lines);
    }
    const row = { id: (id += 1), type: 'row', title, collapsed, gridPos: { x: 0, y: y++, w: 24, h: 1 } };
    const panels = putLines(lines);
    return collapsed ? [{ ...row, panels }] : [{ ...row, panels: [] }, ...panels];
  });
  return [...head, ...rest];
}

/**
 * The other dashboards in a row. Grafana takes the address out of links that do not begin with a slash, and puts its own
 * sub-path before those that do.
 */
function rowOfLinks(own: Board): string {
  return BOARDS.filter((board): board is keyof typeof TITLES => board in TITLES)
    .map((board) => (board === own ? `**${TITLES[board]}**` : `[${TITLES[board]}](${boardUrl(board)})`))
    .join(' · ');
}

function exportLink(more: readonly string[] = []): object {
  return {
    type: 'link',
    title: 'Export requests',
    icon: 'doc',
    tooltip: 'Every request of the range and filters as CSV',
    url: [EXPORT_REQUESTS, ...more].join('&'),
    targetBlank: true,
    tags: [],
    keepTime: false,
    includeVars: false,
    asDropdown: false,
  };
}

/** Price changes, repairs, changes of the configuration. */
function changes(): object {
  return {
    name: 'Changes',
    datasource: CHOSEN,
    enable: true,
    hide: false,
    placement: 'inControlsMenu',
    iconColor: 'blue',
    target: { refId: 'Anno', queryType: 'annotations', kinds: [] },
  };
}
