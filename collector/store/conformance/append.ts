import { fullScope } from '../../access/scope';
import { aggregate, booked, countsByGroup, freshStore, type OpenStore, outcomes, readLog } from './bookings';

export function appendTests(open: OpenStore): void {
  const store = freshStore(open);

  it('tells of each record, in order, whether it was new', async () => {
    const batch = [booked({ id: '1' }), booked({ id: '2' }), booked({ id: '1' }), booked({ id: '3' })];
    expect(outcomes(await store().append(batch))).toEqual(['accepted', 'accepted', 'duplicate', 'accepted']);
  });

  it('knows the records of earlier batches', async () => {
    await store().append([booked({ id: '1' })]);
    expect(outcomes(await store().append([booked({ id: '2' }), booked({ id: '1' })]))).toEqual([
      'accepted',
      'duplicate',
    ]);
    expect(countsByGroup(await aggregate(store(), {}))).toEqual({ '': 2 });
  });

  it('takes an empty batch', async () => {
    expect(await store().append([])).toEqual([]);
  });

  it('tells records apart by source and id together', async () => {
    const batch = [
      booked({ source: 'a', id: '1' }),
      booked({ source: 'b', id: '1' }),
      booked({ source: 'a', id: 'A' }),
      booked({ source: 'a', id: 'a' }),
      booked({ source: 'a ', id: '1' }),
      booked({ source: 'ab', id: 'c' }),
      booked({ source: 'a', id: 'bc' }),
    ];
    expect(outcomes(await store().append(batch))).toEqual(batch.map(() => 'accepted'));
  });

  it('does not take time or anything else as part of the identity', async () => {
    await store().append([booked({ id: '1', timestamp: 1_000, model: 'acme-large' })]);
    const again = booked({ id: '1', timestamp: 2_000, model: 'acme-small' });
    expect(await store().append([again])).toEqual([{ outcome: 'duplicate', conflicts: ['timestamp', 'model'] }]);
  });

  it('leaves a record as it was first seen', async () => {
    await store().append([
      booked({ id: '1', timestamp: 1_000, input_tokens: 10 }),
      booked({ id: '1', input_tokens: 99 }),
    ]);
    await store().append([booked({ id: '1', input_tokens: 50 })]);
    const entries = await readLog(store());
    expect(entries.map(({ record }) => [record.timestamp, record.input_tokens])).toEqual([[1_000, 10]]);
  });

  it('books nothing of a batch that holds a record it cannot keep', async () => {
    const impossible = booked({ id: '2', timestamp: NaN });
    await expect(store().append([booked({ id: '1' }), impossible])).rejects.toThrow();
    expect((await store().facts(fullScope())).records).toBe(0);
    expect(outcomes(await store().append([booked({ id: '1' })]))).toEqual(['accepted']);
  });

  it('books batches that arrive at the same time once each', async () => {
    const batch = Array.from({ length: 50 }, (_, index) => booked({ id: String(index) }));
    const bookings = (await Promise.all([store().append(batch), store().append(batch), store().append(batch)])).flat();
    expect(bookings.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(50);
    expect((await store().facts(fullScope())).records).toBe(50);
  });
}
