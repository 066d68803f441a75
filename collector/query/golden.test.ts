import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QueryResult } from '../../contract/frame';
import { askLedger } from './test/ask-ledger';
import { brokenFrameRules } from './test/frame-rules';
import { GOLDEN_LEDGER } from './test/golden-ledger';

/** A question to the golden ledger, or an empty one, beside the answer that clients rely on. */
interface Golden {
  readonly ledger: 'live' | 'demo' | 'empty';
  readonly request: unknown;
  readonly results: Record<string, QueryResult>;
}

const FOLDER = join(__dirname, '__golden__');
const FILES = readdirSync(FOLDER);

function read(file: string): Golden {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;
}

describe('the golden answer', () => {
  it.each(FILES)('%s is given, to the letter', async (file) => {
    const { ledger, request, results } = read(file);
    const asking = { timezone: 'Europe/Berlin', ledger: ledger === 'demo' ? ledger : ('live' as const) };
    const answer = await askLedger(ledger === 'empty' ? [] : GOLDEN_LEDGER, request, asking);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(results);
  });

  it.each(FILES)('%s keeps the rules of frames', (file) => {
    for (const result of Object.values(read(file).results)) {
      expect(brokenFrameRules(result)).toEqual([]);
    }
  });
});
