import { alertScope, emptyScope, fullScope, memberScope } from '../../access/scope';
import { type JournalEntry, type LogRequest, type Rewrite } from '../store';
import { booked, freshStore, type OpenStore, readLog } from './bookings';

const ENTRY: JournalEntry = { time: 1, kind: 'reprice', actor: 'tester', reason: 'why', details: { a: ['1'] } };
const ALL: LogRequest = { from: 0, to: Number.MAX_SAFE_INTEGER, filters: [], limit: 2, after: null };

export function rewriteTests(open: OpenStore): void {
  const store = freshStore(open);

  const toTeam = (team: string): Rewrite => ({
    change: (before) => (before.record.team === team ? before : { ...before, record: { ...before.record, team } }),
    journal: (changes) => ({ ...ENTRY, details: { changed: changes.length } }),
  });

  async function bookThree(): Promise<void> {
    await store().append([1, 2, 3].map((time) => booked({ id: String(time), timestamp: time, user: 'ada' })));
  }

  it('change a chunk at a time, newest first, and say where to go on', async () => {
    await bookThree();
    const first = await store().rewrite(fullScope(), ALL, toTeam('a'));
    expect(first).toMatchObject({ read: 2, last: { timestamp: 2 } });
    expect(first.changes.map(({ before, after }) => [before.record.team, after.record.team])).toEqual([
      [undefined, 'a'],
      [undefined, 'a'],
    ]);
    expect(await store().rewrite(fullScope(), { ...ALL, after: first.last }, toTeam('a'))).toMatchObject({ read: 1 });
    expect((await readLog(store())).map(({ record }) => [record.id, record.team])).toEqual([
      ['3', 'a'],
      ['2', 'a'],
      ['1', 'a'],
    ]);
  });

  it('write a journal entry with what they change, and none where they change nothing', async () => {
    await bookThree();
    await store().rewrite(fullScope(), ALL, toTeam('a'));
    expect((await store().rewrite(fullScope(), ALL, toTeam('a'))).changes).toEqual([]);
    expect(await store().journal(fullScope(), { limit: 10 })).toEqual([{ ...ENTRY, details: { changed: 2 } }]);
  });

  it('that fail change nothing', async () => {
    await bookThree();
    const failing: Rewrite = {
      ...toTeam('a'),
      journal: () => {
        throw new Error('no entry');
      },
    };
    await expect(store().rewrite(fullScope(), ALL, failing)).rejects.toThrow('no entry');
    expect((await readLog(store())).map(({ record }) => record.team)).toEqual([undefined, undefined, undefined]);
  });

  it('show acts and journal to nobody who does not see everything', async () => {
    await store().audit({ time: 5, actor: 'cli:ada', act: 'token create', reason: '', details: {} });
    for (const scope of [memberScope('ada'), alertScope(), emptyScope()]) {
      expect([await store().audits(scope, { limit: 9 }), await store().journal(scope, { limit: 9 })]).toEqual([[], []]);
    }
  });

  it('keep acts newest first, each as it was', async () => {
    const act = { time: 5, actor: 'cli:ada', act: 'token create', reason: '', details: { id: 'x', n: 1 } };
    await store().audit(act);
    await store().setNote('pricing', 'one', { ...act, act: 'configuration' });
    await store().setNote('pricing', 'two', { ...act, act: 'configuration' });
    expect((await store().audits(fullScope(), { limit: 2 })).map(({ act: name }) => name)).toEqual([
      'configuration',
      'configuration',
    ]);
    expect((await store().audits(fullScope(), { limit: 9 })).at(-1)).toEqual(act);
    expect([await store().note('pricing'), await store().note('other')]).toEqual(['two', null]);
  });

  it('leave a store that is sound', async () => {
    await bookThree();
    await store().rewrite(fullScope(), ALL, toTeam('a'));
    expect(await store().check()).toEqual([]);
    expect(await store().purge()).toBe(true);
  });
}
