import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QueryResult } from '../../contract/frame';
import { askLedger, NOW } from './test/ask-ledger';
import { brokenFrameRules } from './test/frame-rules';
import { GOLDEN_LEDGER } from './test/golden-ledger';
import { REPORTED_LEDGER } from './test/reported-ledger';
import { TAGGED_LEDGER } from './test/tagged-ledger';

/** A question to the golden ledger, one of tags and units, of reported costs, or an empty one, beside the answer that clients rely on. */
interface Golden {
  readonly ledger: 'live' | 'demo' | 'tagged' | 'reported' | 'empty';
  /** Epoch ms; default long after the records. */
  readonly now?: number;
  readonly request: unknown;
  readonly results: Record<string, QueryResult>;
}

const FOLDER = join(__dirname, '__golden__');
const FILES = readdirSync(FOLDER);
const RECORDS = {
  live: GOLDEN_LEDGER,
  demo: GOLDEN_LEDGER,
  tagged: TAGGED_LEDGER,
  reported: REPORTED_LEDGER,
  empty: [],
};

function read(file: string): Golden {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;
}

describe('the golden answer', () => {
  it.each(FILES)('%s is given, to the letter', async (file) => {
    const { ledger, request, results, now = NOW } = read(file);
    const asking = { timezone: 'Europe/Berlin', ledger: ledger === 'demo' ? ledger : ('live' as const), now };
    const answer = await askLedger(RECORDS[ledger], request, asking);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(results);
  });

  it.each(FILES)('%s keeps the rules of frames', (file) => {
    for (const result of Object.values(read(file).results)) {
      expect(brokenFrameRules(result)).toEqual([]);
    }
  });
});
