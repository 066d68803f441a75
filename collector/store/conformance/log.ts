import { type LogEntry, type LogPosition, type LogRequest } from '../store';
import { booked, freshStore, NOON, type OpenStore, readLog } from './bookings';

/** So that a store whose pages do not end fails instead of running for ever. */
const MOST_PAGES = 100;

const idsOf = (entries: readonly LogEntry[]) => entries.map(({ record }) => record.id);

export function logTests(open: OpenStore): void {
  const store = freshStore(open);

  async function pages(request: Partial<LogRequest> & { limit: number }): Promise<string[][]> {
    const read: string[][] = [];
    let after: LogPosition | null = null;
    while (read.length < MOST_PAGES) {
      const page: LogEntry[] = await readLog(store(), { ...request, after });
      if (page.length === 0) {
        break;
      }
      read.push(idsOf(page));
      after = page.at(-1)!.position;
    }
    return read;
  }

  it('gives the newest first, of equal times the last booked first', async () => {
    const times: Array<[string, number]> = [
      ['1', 20],
      ['2', 10],
      ['3', 20],
      ['4', 30],
      ['5', 10],
    ];
    await store().append(times.map(([id, timestamp]) => booked({ id, timestamp })));
    expect(idsOf(await readLog(store()))).toEqual(['4', '3', '1', '5', '2']);
  });

  it('gives at most as many as asked for', async () => {
    await store().append(['1', '2', '3'].map((id) => booked({ id })));
    expect(idsOf(await readLog(store(), { limit: 2 }))).toEqual(['3', '2']);
  });

  it.each([1, 2, 3, 7, 100])(
    'is read in pages of %d without gap or repeat, however many share a time',
    async (limit) => {
      const records = Array.from({ length: 40 }, (_, index) =>
        booked({ id: String(index), timestamp: NOON + (index % 4) })
      );
      await store().append(records);
      const whole = idsOf(await readLog(store()));
      const read = await pages({ limit });
      expect(read.flat()).toEqual(whole);
      expect(new Set(whole).size).toBe(40);
      expect(read.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
  );

  it('keeps a page’s place while newer records arrive', async () => {
    await store().append(['1', '2', '3', '4'].map((id) => booked({ id, timestamp: NOON })));
    const first = await readLog(store(), { limit: 2 });
    await store().append([booked({ id: 'late', timestamp: NOON }), booked({ id: 'later', timestamp: NOON + 1 })]);
    const second = await readLog(store(), { limit: 10, after: first.at(-1)!.position });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(['4', '3', '2', '1']);
  });

  it('pages within its range and filters', async () => {
    const records = Array.from({ length: 30 }, (_, index) =>
      booked({ id: String(index), timestamp: Math.floor(index / 3), user: index % 2 === 0 ? 'ada' : 'bob' })
    );
    await store().append(records);
    const filters = [{ dimension: 'user', operator: '=', values: ['ada'] }] as const;
    const expected = records.filter(
      ({ record }) => record.user === 'ada' && record.timestamp >= 2 && record.timestamp < 8
    );
    const read = await pages({ from: 2, to: 8, filters, limit: 2 });
    expect(read.flat()).toEqual(expected.map(({ record }) => record.id).reverse());
  });
}
