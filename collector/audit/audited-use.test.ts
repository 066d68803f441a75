import { type AuditEntry } from '../store/store';
import { AuditedUse, type Use } from './audited-use';

const HOUR = 3_600_000;
const READ: Use = { actor: 'user:ada', act: 'admin read', what: 'POST /api/v1/query' };

let entries: AuditEntry[];
let failures: unknown[];
let uses: AuditedUse;
beforeEach(() => {
  [entries, failures] = [[], []];
  uses = new AuditedUse({ audit: (entry) => Promise.resolve(void entries.push(entry)) }, (error) =>
    failures.push(error)
  );
});

test('the first use is on record at once, the hour after it as counts of the next entry', () => {
  for (let minute = 0; minute < 60; minute++) {
    uses.note(READ, minute * 60_000);
  }
  uses.note({ ...READ, what: 'GET /api/v1/records' }, 60_000);
  expect(entries).toEqual([
    { time: 0, actor: 'user:ada', act: 'admin read', reason: '', details: { what: READ.what } },
  ]);
  uses.note(READ, HOUR);
  expect(entries.slice(1)).toMatchObject([
    {
      time: HOUR,
      details: {
        what: READ.what,
        since: '1970-01-01T00:00:00.000Z',
        requests: { 'POST /api/v1/query': 59, 'GET /api/v1/records': 1 },
      },
    },
  ]);
});

test('holders and acts are on record apart', () => {
  uses.note(READ, 0);
  uses.note({ ...READ, actor: 'token:ops' }, 0);
  uses.note({ ...READ, act: 'admin write' }, 0);
  expect(entries.map(({ actor, act }) => `${actor} ${act}`)).toEqual([
    'user:ada admin read',
    'token:ops admin read',
    'user:ada admin write',
  ]);
});

test('what is not on record yet is written at the end, once', async () => {
  uses.note(READ, 0);
  uses.note(READ, 1);
  uses.note({ ...READ, actor: 'user:bob' }, 2);
  await uses.close(3);
  await uses.close(4);
  expect(entries.slice(2)).toMatchObject([{ time: 3, actor: 'user:ada', details: { requests: { [READ.what]: 1 } } }]);
});

test('many different paths are counted together', async () => {
  for (let index = 0; index < 1_000; index++) {
    uses.note({ ...READ, what: `GET /${index}` }, 0);
  }
  await uses.close(1);
  const requests = entries[1]!.details.requests as Record<string, number>;
  expect(Object.keys(requests)).toHaveLength(21);
  expect(requests['(other)']).toBe(979);
});

test('a ledger that cannot be written to is reported, and stops nobody', async () => {
  const full = new Error('disk is full');
  uses = new AuditedUse({ audit: () => Promise.reject(full) }, (error) => failures.push(error));
  uses.note(READ, 0);
  await uses.close(1);
  expect(failures).toEqual([full]);
});
