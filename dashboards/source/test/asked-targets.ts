import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateStart, wallClock } from '../../../collector/query/test/naive-time';
import { interpolateQuery } from '../../../src/interpolate';
import { type LedgerQuery } from '../../../src/types';
import { ALL, type Choices, grafanaVariables } from './grafana-variables';

const FOLDER = join(__dirname, '..', '..');
const DAY = 86_400_000;

interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly dimension?: string };
  readonly current?: { readonly value?: string | readonly string[] };
  readonly includeAll?: boolean;
}

interface PanelJson {
  readonly title?: string;
  readonly targets?: readonly LedgerQuery[];
  readonly panels?: readonly PanelJson[];
}

interface DashboardJson {
  readonly title: string;
  readonly timezone: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: ReadonlyArray<{ readonly name: string; readonly target: LedgerQuery }> };
  readonly panels: readonly PanelJson[];
}

/** A question of a panel as the plugin sends it. */
export interface AskedTarget {
  /** Dashboard, panel, query and what is chosen, for people. */
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Epoch ms, [from, to). */
  readonly range: readonly [from: number, to: number];
}

export interface Viewing {
  readonly now: number;
  /** Of the person whose browser it is. */
  readonly zone: string;
  /** Values for variables of one dimension's values, by dimension: real ones. */
  readonly values: Readonly<Record<string, string>>;
  /** What is typed into a box to search. */
  readonly searched: string;
}

/**
 * Every target of every dashboard at its defaults, and again for every word of a variable that it refers to; each also
 * narrowed to one team.
 */
export function askedTargets(viewing: Viewing): AskedTarget[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) =>
    targetsOf(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as DashboardJson, viewing)
  );
}

function targetsOf(dashboard: DashboardJson, viewing: Viewing): AskedTarget[] {
  const { title, templating, annotations, panels } = dashboard;
  const zone = dashboard.timezone === 'browser' ? viewing.zone : 'UTC';
  const range = [timeOf(dashboard.time.from, viewing.now, zone), timeOf(dashboard.time.to, viewing.now, zone)] as const;
  const written = [
    ...flat(panels).flatMap(({ title: panel = '', targets = [] }) => targets.map((target) => ({ panel, target }))),
    ...annotations.list.map(({ name, target }) => ({ panel: `annotations ${name}`, target })),
  ];
  const defaults: Choices = Object.fromEntries([
    ['__timezone', viewing.zone],
    ...templating.list.flatMap((variable) => choicesOf(variable, viewing).slice(0, 1)),
  ]);
  return written.flatMap(({ panel, target: { datasource: _, ...target } }) => {
    const text = JSON.stringify(target);
    const others = templating.list
      .filter(({ name }) => new RegExp(`\\$(\\{)?${name}\\b`).test(text))
      .flatMap((variable) => choicesOf(variable, viewing).slice(1));
    return [[], ...others.map((other) => [other])].map((chosen): AskedTarget => {
      const variables = grafanaVariables({ ...defaults, ...Object.fromEntries(chosen) });
      const words = chosen.map(([name, value]) => ` ${name}=${value}`).join('');
      return {
        name: `${title} / ${panel} / ${target.refId}${words}`,
        query: { ...interpolateQuery(target, variables, {}) },
        range,
      };
    });
  });
}

/** What can be chosen, the default first. */
function choicesOf(variable: VariableJson, { values, searched }: Viewing): Array<readonly [string, string]> {
  const { name, type, query, current, includeAll } = variable;
  const standing = [current?.value ?? []].flat()[0];
  const words = (): Array<string | undefined> => {
    switch (type) {
      case 'custom':
        return [
          standing,
          ...(typeof query === 'string' ? query.split(', ') : []).map((word) => word.split(' : ').at(-1)),
        ];
      case 'textbox':
        return [standing ?? '', searched];
      case 'query': {
        const value = values[typeof query === 'object' ? (query.dimension ?? name) : name];
        return includeAll ? [ALL, ...(name === 'team' ? [value] : [])] : [value];
      }
      case 'datasource':
      case 'adhoc':
        return [];
      default:
        throw new Error(`${name} is a variable of type ${type}, which nobody knows how to choose`);
    }
  };
  return [...new Set(words())].map((word) => {
    if (word === undefined) {
      throw new Error(`there is no value for the variable ${name}`);
    }
    return [name, word] as const;
  });
}

function flat(panels: readonly PanelJson[]): PanelJson[] {
  return panels.flatMap((panel) => [panel, ...flat(panel.panels ?? [])]);
}

/** Epoch ms of a dashboard's bound. */
function timeOf(text: string, now: number, zone: string): number {
  const [, days, whole] = /^now(?:-(\d+)d)?(\/d)?$/.exec(text) ?? [];
  if (text !== 'now' && (days === undefined || whole === undefined)) {
    throw new Error(`${text} is a time that nobody knows how to read`);
  }
  if (text === 'now') {
    return now;
  }
  const date = new Date(wallClock(now, zone) - Number(days) * DAY);
  return dateStart(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), zone);
}
