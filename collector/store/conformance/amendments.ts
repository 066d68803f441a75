import { type UsageRecord } from '../../../contract/record';
import { fullScope } from '../../access/scope';
import { type Booking, type NewRecord } from '../store';
import { booked, freshStore, type OpenStore, priced, readLog } from './bookings';

export function amendmentTests(open: OpenStore): void {
  const store = freshStore(open);

  /** Books one record with the id 1. */
  async function book(fields: Partial<UsageRecord>, more: Partial<NewRecord> = {}): Promise<Booking> {
    const [booking] = await store().append([{ ...booked({ id: '1', ...fields }), ...more }]);
    return booking!;
  }
  const kept = async () => (await readLog(store()))[0]!;

  it('fill fields that were absent, and add nothing to counts', async () => {
    await book({});
    expect(await book({ rating: 5, user: 'ada' })).toEqual({ outcome: 'amended', conflicts: [] });
    expect((await kept()).record).toMatchObject({ rating: 5, user: 'ada' });
    expect((await store().facts(fullScope())).records).toBe(1);
  });

  it('leave a differing value as it was first seen, and name it', async () => {
    await book({ rating: 1, input_tokens: 0 });
    expect(await book({ rating: 5, input_tokens: 3 })).toEqual({
      outcome: 'duplicate',
      conflicts: ['rating', 'input_tokens'],
    });
    expect(await book({ rating: 5, user: 'ada' })).toEqual({ outcome: 'amended', conflicts: ['rating'] });
    expect((await kept()).record).toMatchObject({ rating: 1, input_tokens: 0, user: 'ada' });
  });

  it('change nothing when they come again', async () => {
    await book({});
    await book({ rating: 5, tags: { a: '1' } });
    expect(await book({ rating: 5, tags: { a: '1' } })).toEqual({ outcome: 'duplicate', conflicts: [] });
    expect(await store().journal(fullScope(), { limit: 10 })).toHaveLength(1);
  });

  it('within one batch see what came before them', async () => {
    const batch = [booked({ id: '1' }), booked({ id: '1', rating: 5 }), booked({ id: '1', rating: 4 })];
    expect(await store().append(batch)).toEqual([
      { outcome: 'accepted', conflicts: [] },
      { outcome: 'amended', conflicts: [] },
      { outcome: 'duplicate', conflicts: ['rating'] },
    ]);
  });

  it('take the place of what the collector gave, but for the time; what it gives never conflicts', async () => {
    await book({ timestamp: 1_000, defaulted: ['timestamp', 'status_code'] });
    expect(await book({ timestamp: 2_000, defaulted: ['timestamp', 'status_code'] })).toMatchObject({ conflicts: [] });
    expect(await book({ timestamp: 2_000, status_code: 429 })).toEqual({
      outcome: 'amended',
      conflicts: ['timestamp'],
    });
    expect((await kept()).record).toMatchObject({ timestamp: 1_000, status_code: 429, defaulted: ['timestamp'] });
    expect(await book({ timestamp: 1_000, status_code: 200 })).toMatchObject({ conflicts: ['status_code'] });
  });

  it('take the place of what the directory gave', async () => {
    await book({ team: 'guessed', project: 'p', attributed: { team: 'directory:users', project: 'rule:1' } });
    expect(await book({ team: 'search' })).toEqual({ outcome: 'amended', conflicts: [] });
    expect((await kept()).record).toMatchObject({ team: 'search', project: 'p', attributed: { project: 'rule:1' } });
  });

  it('fill tags and metadata key by key', async () => {
    await book({ tags: { a: '1' }, metadata: { x: [1] } });
    const again = await book({ tags: { a: '2', b: '3' }, metadata: { x: [1], y: null } });
    expect(again).toEqual({ outcome: 'amended', conflicts: ['tags.a'] });
    expect((await kept()).record).toMatchObject({ tags: { a: '1', b: '3' }, metadata: { x: [1], y: null } });
  });

  it('without a model are unknown where there is nothing to amend, and book nothing', async () => {
    const amendment = { model: '', rating: 4, defaulted: ['model', 'status_code', 'timestamp'] };
    expect(await book(amendment)).toEqual({ outcome: 'unknown', conflicts: [] });
    expect((await store().facts(fullScope())).records).toBe(0);
    await book({});
    expect(await book(amendment)).toEqual({ outcome: 'amended', conflicts: [] });
  });

  it('are settled by the record that brings them, and journalled with it', async () => {
    await book({});
    const settle: NewRecord['settle'] = (amended, filled) => {
      expect([amended.record.output_tokens, filled]).toEqual([7, ['output_tokens']]);
      return { ...amended, rating: { ...amended.rating, ...priced('0.5') } };
    };
    await book({ output_tokens: 7 }, { settle });
    expect((await kept()).rating).toMatchObject(priced('0.5'));
    expect(await store().journal(fullScope(), { limit: 10 })).toMatchObject([
      { kind: 'amendment', details: { source: 'test', id: '1', filled: ['output_tokens'] } },
    ]);
  });

  it('change nothing of a batch that fails', async () => {
    await book({});
    await expect(store().append([booked({ id: '1', rating: 5 }), booked({ timestamp: NaN })])).rejects.toThrow();
    expect((await kept()).record.rating).toBeUndefined();
    expect(await store().journal(fullScope(), { limit: 10 })).toEqual([]);
  });

  it('never give back what was erased, and tell that it was', async () => {
    await book({ flags: ['erased'] });
    expect(await book({ user: 'ada', session: 's', metadata: { a: 1 } })).toEqual({
      outcome: 'duplicate',
      conflicts: [],
      erased: true,
    });
    expect((await kept()).record.user).toBeUndefined();
  });
}
