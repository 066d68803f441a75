import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOARDS, uidOf } from './boards';
import { DASHBOARDS } from './dashboards';
import { FILTER_VARIABLES } from './filter-variables';

interface PanelJson {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  panels?: PanelJson[];
  options?: { legend?: { calcs: string[] } };
  targets?: Array<{ queryType: string; metrics?: string[]; filters?: Array<{ values: string[] }> }>;
  fieldConfig?: { overrides: Array<{ properties: Array<{ id: string; value: unknown }> }> };
}

/** What two steps of a graph cannot be added up of. */
const RATIO = /rate|_p\d+$|_avg$|_per_/;
const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'dashboards');
const boards = Object.entries(DASHBOARDS).map(([name, json]) => ({ name, json }));

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8')) as Record<string, unknown>;

/** Filter variables that one sees without opening a menu, by the dashboard's uid. */
const inSight = Object.fromEntries(
  boards.map(({ json }) => {
    const { list } = json.templating as { list: Array<{ name: string; type: string; hide: number }> };
    return [json.uid, list.filter(({ type, hide }) => type === 'query' && hide === 0).map(({ name }) => name)];
  })
);
const FILTERS: ReadonlySet<string> = new Set(FILTER_VARIABLES.map(({ name }) => name));

/** All panels, folded ones too. */
function panelsOf(json: Readonly<Record<string, unknown>>): PanelJson[] {
  return (json.panels as PanelJson[]).flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

test('the files are what the sources say: npm run dashboards writes them', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual(boards.map(({ name }) => `${name}.json`).sort());
  for (const { name, json } of boards) {
    expect(readJson(FOLDER, `${name}.json`)).toEqual(JSON.parse(JSON.stringify(json)));
  }
});

test('each is listed in the plugin, by its own title', () => {
  const { includes } = readJson(ROOT, 'plugin.json');
  expect(includes).toEqual(
    boards.map(({ name, json }) => ({ type: 'dashboard', name: json.title, path: `dashboards/${name}.json` }))
  );
  expect(boards.map(({ json }) => json.uid)).toEqual(BOARDS.map(uidOf));
});

describe.each(boards)('$name', ({ json }) => {
  const panels = panelsOf(json);
  const asking = panels.filter(({ type }) => type !== 'row' && type !== 'text');
  const { list } = json.templating as { list: Array<{ name: string; type: string }> };

  it('opens at the last 30 days, refreshes itself and offers ranges by one click', () => {
    expect(json).toMatchObject({ time: { from: 'now-29d/d', to: 'now' }, refresh: '30s' });
    const { quick_ranges: ranges } = json.timepicker as { quick_ranges: unknown[] };
    expect(ranges.length).toBeGreaterThan(10);
  });

  it('says of every panel what is counted', () => {
    for (const { title, description } of asking) {
      expect({ title, said: (description ?? '').length > 20 }).toEqual({ title, said: true });
    }
    const titles = asking.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('sums up over time what adds up, and no rates or percentiles', () => {
    for (const { title, options, targets = [] } of asking.filter(({ type }) => type === 'timeseries')) {
      const shown = options?.legend?.calcs ?? [];
      const adding = targets.flatMap(({ metrics = [] }) => metrics).every((metric) => !RATIO.test(metric));
      expect({ title, shown: adding ? [] : shown }).toEqual({ title, shown: [] });
      expect(shown.filter((calc) => calc !== 'sum')).toEqual([]);
    }
  });

  it('puts every panel into the grid, none over another', () => {
    const taken = new Map<string, number>();
    for (const { id, gridPos } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect({ at: [x, y], by: taken.get(`${x} ${y}`) ?? id }).toEqual({ at: [x, y], by: id });
          taken.set(`${x} ${y}`, id);
        }
      }
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('links within texts by addresses that Grafana leaves in them: those that begin with a slash', () => {
    const targets = [...JSON.stringify(json).matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1]!);
    expect(targets.filter((target) => !target.startsWith('/'))).toEqual([]);
  });

  it('links to dashboards with those filters alone that are in sight there, the row’s own value first of all', () => {
    const text = JSON.stringify(json).replaceAll('\\"', '');
    for (const [address, board] of text.matchAll(/\/d\/(tokenledger-\w+)\?[^")]*/g)) {
      const names = [...address.matchAll(/\bvar-(\w+)=|\$\{(\w+):queryparam\}/g)].map((match) => match[1] ?? match[2]!);
      const hidden = names.filter((name) => FILTERS.has(name) && !inSight[board!]!.includes(name));
      expect({ address, hidden }).toEqual({ address, hidden: [] });
      const chosen = list.filter(({ name }) => inSight[board!]!.includes(name)).map(({ name }) => name);
      expect({ address, left: chosen.filter((name) => !names.includes(name)) }).toEqual({ address, left: [] });
      expect(address).not.toContain('__all_variables');
    }
  });

  it('gives no two columns of a table one name: Grafana would show the values of one in both', () => {
    for (const { title, type, fieldConfig } of asking) {
      const overrides = type === 'table' ? (fieldConfig?.overrides ?? []) : [];
      const names = overrides
        .map(({ properties }) => Object.fromEntries(properties.map(({ id, value }) => [id, value])))
        .filter((properties) => properties['custom.hideFrom.viz'] !== true)
        .flatMap(({ displayName }) => (displayName === undefined ? [] : [displayName]));
      expect({ title, names }).toEqual({ title, names: [...new Set(names)] });
    }
  });

  it('narrows every question about calls by every filter above it', () => {
    const names = list.filter(({ type }) => type === 'query').map(({ name }) => `$${name}`);
    for (const { title, targets = [] } of asking) {
      for (const { queryType, filters = [] } of targets) {
        const asked = filters.flatMap(({ values }) => values).filter((value) => names.includes(value));
        const expected = queryType === 'usage' || queryType === 'requests' ? names : [];
        expect({ title, asked: asked.sort() }).toEqual({ title, asked: [...expected].sort() });
      }
    }
  });

  it('refers to variables and dashboards that exist', () => {
    const names = new Set(list.map(({ name }) => name));
    const text = JSON.stringify(json);
    const used = [...text.matchAll(/\$\{(\w+)(?::\w+)?\}|"\$(\w+)"/g)].map((match) => match[1] ?? match[2]!);
    expect(used.filter((name) => !name.startsWith('__') && !names.has(name))).toEqual([]);
    const uids = new Set<string>(BOARDS.map(uidOf));
    const linked = [...text.matchAll(/[("/]d\/([\w-]+)/g)].map((match) => match[1]!);
    expect(linked.filter((uid) => !uids.has(uid))).toEqual([]);
  });
});
