import { fullScope } from '../access/scope';
import { type AppContext } from '../http/context';
import { type FrameField, type FrameValue } from '../../contract/frame';
import { answerRequest } from '../query/answer';

/** Prints what the ledger knows of the last 30 days by model, asked the way a panel asks. */
export async function printOverview({ store, settings, clock, ledger, logger }: AppContext): Promise<void> {
  const query = {
    refId: 'A',
    metrics: ['cost', 'requests', 'total_tokens', 'error_rate', 'latency_avg'],
    groupBy: ['provider', 'model'],
    range: '30d',
  };
  const { results } = await answerRequest(
    { queries: [query] },
    {
      store,
      scope: fullScope(),
      timezone: settings.timezone,
      now: clock(),
      ledger,
      reportFault: (error) => logger.error({ err: error }, 'the overview failed'),
    }
  );
  const frame = results.A?.frames?.[0];
  if (!frame) {
    return;
  }
  const { fields } = frame.schema;
  const rows = frame.data.values[0]?.map((_, row) =>
    fields.map((field, column) => format(field, frame.data.values[column]?.[row] ?? null))
  );
  printTable([fields.map(({ name, config }) => config?.displayNameFromDS ?? name), ...(rows ?? [])]);
}

function format({ config }: FrameField, value: FrameValue): string {
  if (typeof value !== 'number') {
    return value === null ? '–' : String(value);
  }
  switch (config?.unit) {
    case 'currencyUSD':
      return `$${value.toFixed(2)}`;
    case 'percentunit':
      return `${(value * 100).toFixed(1)} %`;
    case 'ms':
      return `${Math.round(value)} ms`;
    case undefined:
    default:
      return Math.round(value).toLocaleString('en');
  }
}

function printTable(rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  '));
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  process.stdout.write(`\nLast 30 days by model, generated usage\n\n${lines[0]}\n${rule}\n${lines.slice(1).join('\n')}\n`);
}
