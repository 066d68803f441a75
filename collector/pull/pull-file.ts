import { ConfigError } from '../config/config-error';
import { openInput } from '../import/open-input';
import { readRows } from '../import/read-rows';
import { objectOf } from '../import/read-json-row';
import { type JsonObject } from '../ingest/litellm/value';
import { type LedgerIntake } from './ledger-intake';
import { addReply, NOTHING, type PullCounts } from './pull-counts';

const ROWS_AT_ONCE = 1_000;

/** Delivers SpendLogs that were exported: NDJSON, a JSON list, the API's answer, or CSV with a header; `.gz` too. */
export async function pullFile(path: string, intake: Pick<LedgerIntake, 'book'>): Promise<PullCounts> {
  let counts = NOTHING;
  let waiting: JsonObject[] = [];
  const deliver = async () => {
    for await (const reply of intake.book(waiting)) {
      counts = addReply(counts, reply);
    }
    waiting = [];
  };
  for await (const rows of readRows(openInput(path).pieces, 'csv or json', { onColumns: checkColumns })) {
    for (const row of rows) {
      const value = 'problem' in row ? undefined : objectOf(row);
      if (value === undefined) {
        const message = 'problem' in row ? row.problem : 'it is not a JSON object';
        counts = addReply(counts, rejectedReply(`line ${row.line}: ${message}`));
      } else {
        waiting.push(value);
      }
    }
    if (waiting.length >= ROWS_AT_ONCE) {
      await deliver();
    }
  }
  await deliver();
  return counts;
}

function rejectedReply(message: string) {
  return { accepted: 0, duplicates: 0, amended: 0, ignored: 0, rejected: [{ index: 0, message }] };
}

function checkColumns(columns: readonly string[]): void {
  const missing = ['request_id', 'startTime', 'model'].find((name) => !columns.includes(name));
  if (missing !== undefined) {
    throw new ConfigError(
      `--from-file: there is no column ${missing}: it must be an export of the table LiteLLM_SpendLogs with its column names`
    );
  }
}
