import { type Command, InvalidArgumentError } from 'commander';
import { type Frame } from '../../contract/frame';
import { fullScope } from '../access/scope';
import { ConfigError, loadSettings } from '../config/load';
import { type Settings } from '../config/settings';
import { answerRequest } from '../query/answer';
import { type Store } from '../store/store';
import { layOut, textsOf } from './table';
import { withLedger } from './with-ledger';

interface ReportOptions {
  readonly by: string[];
  readonly range: string;
  readonly metrics: string[];
  readonly timezone?: string;
  readonly filter: Filter[];
  readonly limit: number;
  readonly json?: boolean;
}

interface Filter {
  readonly dimension: string;
  readonly operator: string;
  readonly values: string[];
}

const METRICS = 'cost,requests,total_tokens,error_rate,latency_avg';

const HELP = `
Examples:
  $ tokenledger report                                     what each model cost in the last 30 days
  $ tokenledger report --by user --range month             who spent what this month
  $ tokenledger report --by team,model --metrics cost,requests,cost_per_request
  $ tokenledger report --by model --filter team=search --filter environment!=test
  $ tokenledger report --by user --range yesterday --timezone America/New_York --json

Ranges are 1h, 24h, 7d, 30d, 90d, 1M, 3M, 6M, 12M, today, yesterday, month, previous_month and all; metrics and
dimensions those of docs/queries.md. It reads the ledger in the data folder, whether or not a collector runs.`;

/** `tokenledger report`. */
export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description('print usage and cost by user, team, model, … from the local ledger')
    .option('--by <dimensions>', 'dimensions to group by, comma-separated', list, ['model'])
    .option('--range <range>', 'time range by name', '30d')
    .option('--metrics <metrics>', 'comma-separated; the first one orders the rows', list, list(METRICS))
    .option('--timezone <zone>', 'IANA name; default: the ledger’s zone')
    .option('--filter <filter>', 'dimension=value or dimension!=value; repeatable', addFilter, [])
    .option('--limit <rows>', 'most rows; the rest is one row, (other)', rows, 20)
    .option('--json', 'print JSON: one object per row')
    .addHelpText('after', HELP)
    .action(async (options: ReportOptions) => {
      const { settings } = loadSettings(process.env);
      console.log(await withLedger((store) => report(store, settings, options), settings));
    });
}

/** The report as text. */
export async function report(store: Store, settings: Settings, options: ReportOptions): Promise<string> {
  const { by, range, metrics, timezone, filter: filters, limit, json } = options;
  const query = { range, metrics, timezone: timezone ?? 'ledger', filters };
  const queries = [
    { refId: 'groups', ...query, groupBy: by, limit, other: true },
    { refId: 'total', ...query },
  ];
  const { results } = await answerRequest(
    { queries },
    {
      store,
      scope: fullScope(),
      timezone: settings.timezone,
      now: Date.now(),
      ledger: 'live',
      reportFault: (error) => console.error(error),
    }
  );
  const [groups, total] = ['groups', 'total'].map((refId) => results[refId]!);
  const [frame, totals] = [groups!.frames?.[0], total!.frames?.[0]];
  if (!frame || !totals) {
    throw new ConfigError(groups!.error ?? total!.error ?? 'The report failed');
  }
  return json ? JSON.stringify(objectsOf(frame), null, 2) : tableOf(frame, totals, by.length);
}

function tableOf(frame: Frame, totals: Frame, dimensions: number): string {
  const [, total = []] = textsOf(totals);
  const totalRow = [...Array.from({ length: dimensions }, (_, index) => (index === 0 ? 'Total' : '')), ...total];
  const notices = (frame.schema.meta.notices ?? []).map(({ text }) => text);
  return `\n${layOut([...textsOf(frame), totalRow])}\n\n${notices.join('\n')}`;
}

function objectsOf({ schema: { fields }, data: { values } }: Frame): object[] {
  return (values[0] ?? []).map((_, row) =>
    Object.fromEntries(fields.map(({ name }, column) => [name, values[column]![row]]))
  );
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Of several filters of one dimension any may hold, as in a dashboard's variable. */
function addFilter(text: string, before: Filter[]): Filter[] {
  const [, dimension, operator, value] = /^([\w.]+)(!?=)(.*)$/s.exec(text) ?? [];
  if (dimension === undefined || operator === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be dimension=value or dimension!=value.');
  }
  const same = before.find((filter) => filter.dimension === dimension && filter.operator === operator);
  const others = before.filter((filter) => filter !== same);
  return [...others, { dimension, operator, values: [...(same?.values ?? []), value] }];
}

function rows(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return count;
}
