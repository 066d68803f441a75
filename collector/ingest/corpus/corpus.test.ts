import { fullScope } from '../../access/scope';
import { type LogPage } from '../../query/log';
import { type IntakeKind } from '../../intake/intake-book';
import { startCollector, type TestCollector } from '../../test/start-collector';
import { bytesOf, type CorpusCase, type CorpusRequest, readCorpus, reversed } from './corpus-case';

jest.setTimeout(60_000);

/** Later than anything that was captured. */
const NOW = Date.UTC(2027, 0, 1);
const CORPUS = readCorpus(__dirname);

/** A ledger for each case: what one brings has nothing to do with the others. */
const start = () => startCollector({ clock: () => NOW });

async function send(collector: TestCollector, requests: readonly CorpusRequest[]): Promise<void> {
  for (const request of requests) {
    const reply = await collector.call(request.path, {
      method: 'POST',
      headers: { 'Content-Type': request.content_type, ...request.headers },
      body: new Uint8Array(bytesOf(request)),
    });
    const answer = await reply.text();
    expect({ path: request.path, status: reply.status, answer }).toMatchObject({ status: 200 });
  }
}

async function read(collector: TestCollector): Promise<LogPage['records']> {
  const page = (await (await collector.call('/api/v1/records?limit=1000')).json()) as LogPage;
  return page.records;
}

/** What became of everything that was sent so far. */
function counts({ context }: TestCollector): Record<IntakeKind, number> {
  const sums = { accepted: 0, duplicates: 0, amended: 0, conflicts: 0, rejected: 0, lag: 0 };
  for (const { kind, count } of context.intake.counts(fullScope(), { from: 0, to: NOW + 1 })) {
    sums[kind] += count;
  }
  return sums;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of each expected record the one that it should be: that of its id, or else the one with most fields alike. */
function paired(actual: readonly Fields[], expected: readonly Fields[]): Array<Fields | undefined> {
  const left = [...actual];
  return expected.map((record) => {
    const alike = (other: Fields) => {
      const same = Object.keys(record).filter(
        (key) => JSON.stringify(record[key]) === JSON.stringify(other[key])
      ).length;
      return same + (record.id !== undefined && record.id === other.id ? 1_000 : 0);
    };
    const best = left.reduce<number>(
      (found, other, index) => (alike(other) > alike(left[found] ?? {}) ? index : found),
      0
    );
    return left.splice(best, 1)[0];
  });
}

/** The fields that a case names, of the records that there are; all of a record that no case names. */
function asNamed(actual: readonly Fields[], expected: readonly Fields[]): unknown[] {
  const pairs = paired(actual, expected);
  const named = expected.map((fields, index) => {
    const record = pairs[index];
    return record && Object.fromEntries(Object.keys(fields).map((key) => [key, record[key]]));
  });
  return [...named, ...actual.filter((record) => !pairs.includes(record))];
}

const found = { records: 0, repeats: 0, reversals: 0 };

describe.each(CORPUS.map((entry): [string, CorpusCase] => [entry.name, entry]))('%s', (_, entry) => {
  const { requests, records: expected } = entry;

  test('gives the records that it should, and the same request again changes nothing', async () => {
    const collector = await start();
    await send(collector, requests);
    const first = await read(collector);
    expect(asNamed(first, expected)).toEqual(expected);
    const before = counts(collector);
    expect(before).toMatchObject({ accepted: expected.length, rejected: entry.rejected });
    found.records += first.length;
    if (entry.not_repeatable === undefined) {
      await send(collector, requests);
      expect(await read(collector)).toEqual(first);
      const { accepted, amended, duplicates } = counts(collector);
      expect({ accepted, amended }).toEqual({ accepted: before.accepted, amended: before.amended });
      expect(duplicates - before.duplicates).toBeGreaterThanOrEqual(expected.length);
      found.repeats += 1;
    }
    await collector.stop();
  });

  const other = entry.order_matters === undefined ? reversed(requests) : null;
  if (other) {
    test('gives the same records whatever the order of its items', async () => {
      const collector = await start();
      await send(collector, other);
      expect(asNamed(await read(collector), expected)).toEqual(expected);
      found.reversals += 1;
      await collector.stop();
    });
  }
});

test('a case is named after its format and its package', () => {
  const wrong = CORPUS.filter(({ name, format, sdk }) => {
    const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
    return !plain(name).startsWith(plain(format) + plain(sdk));
  });
  expect(wrong.map(({ name, sdk }) => `${name}: ${sdk}`)).toEqual([]);
});

afterAll(() => {
  const formats = new Set(CORPUS.map(({ format }) => format));
  const captured = CORPUS.filter((entry) => entry.captured).length;
  process.stdout.write(
    [
      `${CORPUS.length} cases, ${captured} of them captured, of ${formats.size} formats: ${found.records} records`,
      ...[...formats].map((format) => `${format}: ${CORPUS.filter((entry) => entry.format === format).length}`),
      `${found.repeats} sent again, ${found.reversals} in the other order\n`,
    ].join('\n')
  );
});
