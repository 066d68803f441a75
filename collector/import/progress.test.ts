import { addCounts, NOTHING } from './counts';
import { Progress } from './progress';
import { writeTemporary } from './test/import-all';

function progress(isTTY: boolean) {
  let now = 0;
  const written: string[] = [];
  const shown = new Progress({ isTTY, write: (text) => written.push(text) }, () => now);
  return { shown, written, wait: (ms: number) => (now += ms) };
}

const counts = (rows: number) => addCounts(NOTHING, { rows, accepted: rows - 3, duplicates: 1, rejected: 2 });

test('in a log it says now and then how far it is, how fast, and what became of the rows', () => {
  const { shown, written, wait } = progress(false);
  const file = writeTemporary('a.csv', 'x'.repeat(1_000));
  shown.opened(file, () => 250);
  shown.counted(counts(10));
  expect(written).toEqual([]);
  wait(2_000);
  shown.counted(counts(5_000));
  expect(written).toEqual([
    `${file} 25 %: 5000 rows, 2500 rows/s, accepted 4997, duplicates 1, amended 0, rejected 2\n`,
  ]);
});

test('on a terminal it is one line, which what is said goes before', () => {
  const { shown, written, wait } = progress(true);
  shown.opened('-', () => 250);
  wait(1_000);
  shown.counted(counts(10));
  shown.say('hello');
  shown.end();
  expect(written).toEqual([
    '\r\x1b[K-: 10 rows, 10 rows/s, accepted 7, duplicates 1, amended 0, rejected 2',
    '\r\x1b[Khello\n',
    '\r\x1b[K',
  ]);
});

test('rows of an earlier run make it no faster', () => {
  const { shown, wait } = progress(false);
  shown.continued('a.csv', 4_000);
  wait(1_000);
  shown.counted(counts(5_000));
  expect(shown.line).toContain('5000 rows, 1000 rows/s');
});
