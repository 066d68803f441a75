import { ledgerError } from '../errors';
import { type Booking, type NewRecord } from '../store/store';
import { CommitQueue } from './commit-queue';

const ACCEPTED: Booking = { outcome: 'accepted', conflicts: [] };
const records = (...ids: string[]) => ids.map((id) => ({ record: { id } }) as NewRecord);

/** A store that only remembers what it was asked to book, and refuses what it is told to. */
class Recorder {
  readonly commits: string[][] = [];
  refuse: (ids: string[]) => Error | undefined = () => undefined;

  async append(list: readonly NewRecord[]): Promise<Booking[]> {
    const ids = list.map(({ record }) => record.id);
    const refusal = this.refuse(ids);
    if (refusal) {
      throw refusal;
    }
    this.commits.push(ids);
    return ids.map((id) => (id.startsWith('again') ? { outcome: 'duplicate', conflicts: [] } : ACCEPTED));
  }
}

let store: Recorder;
beforeEach(() => {
  store = new Recorder();
});

test('what arrives in one turn shares a commit, in the order it came, and each learns its own outcome', async () => {
  const queue = new CommitQueue(store);
  const outcomes = await Promise.all([
    queue.append(records('a', 'again-b')),
    queue.append(records()),
    queue.append(records('again-c')),
    queue.append(records('d')),
  ]);
  expect(store.commits).toEqual([['a', 'again-b', 'again-c', 'd']]);
  expect(outcomes.map((list) => list.map(({ outcome }) => outcome))).toEqual([
    ['accepted', 'duplicate'],
    [],
    ['duplicate'],
    ['accepted'],
  ]);
});

test('a commit takes whole requests up to its size, and one that is larger alone', async () => {
  const queue = new CommitQueue(store, { maxGroup: 3 });
  await Promise.all(
    [['a', 'b'], ['c'], ['d'], ['e', 'f', 'g', 'h'], ['i']].map((ids) => queue.append(records(...ids)))
  );
  expect(store.commits).toEqual([['a', 'b', 'c'], ['d'], ['e', 'f', 'g', 'h'], ['i']]);
});

test('a request that cannot be booked fails alone', async () => {
  store.refuse = (ids) => (ids.includes('bad') ? new TypeError('bad') : undefined);
  const queue = new CommitQueue(store);
  const settled = await Promise.allSettled([
    queue.append(records('a')),
    queue.append(records('bad')),
    queue.append(records('c')),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(store.commits).toEqual([['a'], ['c']]);
});

test('a store that takes nothing is not asked for each request', async () => {
  let asked = 0;
  store.refuse = () => {
    asked += 1;
    return ledgerError('store_unavailable', 'disk full');
  };
  const queue = new CommitQueue(store);
  const settled = await Promise.allSettled(Array.from({ length: 50 }, () => queue.append(records('a'))));
  expect(settled.every((result) => result.status === 'rejected' && isUnavailable(result.reason))).toBe(true);
  expect(asked).toBe(3);
});

function isUnavailable(reason: unknown): boolean {
  return reason instanceof Error && 'status' in reason && reason.status === 503;
}

test('more than may wait is refused with 503, and room is made by what is booked', async () => {
  const queue = new CommitQueue(store, { maxWaiting: 2 });
  const waiting = queue.append(records('a', 'b'));
  await expect(queue.append(records('c'))).rejects.toMatchObject({ code: 'overloaded', status: 503 });
  await waiting;
  await queue.append(records('d', 'e', 'f'));
  expect(store.commits).toEqual([
    ['a', 'b'],
    ['d', 'e', 'f'],
  ]);
});

test('draining waits for everything that was taken', async () => {
  const queue = new CommitQueue(store, { maxGroup: 1 });
  const all = Promise.all(['a', 'b', 'c'].map((id) => queue.append(records(id))));
  await queue.drain();
  expect(store.commits).toHaveLength(3);
  await all;
  await queue.drain();
});

test('the observer is told of each commit', async () => {
  const seen: unknown[] = [];
  const queue = new CommitQueue(store, {
    observe: (list, bookings, ms) => seen.push([list.length, bookings.length, ms >= 0]),
  });
  await Promise.all([queue.append(records('a')), queue.append(records('b', 'c'))]);
  expect(seen).toEqual([[3, 3, true]]);
});
