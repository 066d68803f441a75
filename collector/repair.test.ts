import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { fullScope } from './access/scope';
import { booked, priced, usd } from './store/conformance/bookings';
import { SqliteStore } from './store/sqlite/sqlite-store';
import { type AuditEntry } from './store/store';
import { type Ended, type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

jest.setTimeout(120_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

/** A ledger with commands to run on it. */
class Ledger {
  readonly dataDir = temporaryFolder();
  readonly #config = join(temporaryFolder(), 'tokenledger.yaml');

  constructor(yaml = '') {
    this.configure(yaml);
  }

  configure(yaml: string): void {
    writeFileSync(this.#config, yaml);
  }

  start(...args: string[]) {
    const env = { TOKENLEDGER_DATA_DIR: this.dataDir, TOKENLEDGER_CONFIG: this.#config };
    return installed.start(installed.bundle, args, { env });
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).end();
  }

  async store<T>(work: (store: SqliteStore) => Promise<T>): Promise<T> {
    const store = new SqliteStore(join(this.dataDir, 'ledger.db'));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  query<T>(sql: string): T {
    const db = new Database(join(this.dataDir, 'ledger.db'), { readonly: true });
    try {
      return db.prepare(sql).get() as T;
    } finally {
      db.close();
    }
  }

  /** The audit log, newest first. */
  async acts(): Promise<AuditEntry[]> {
    const { output } = await this.run('audit', '--json');
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
  }

  /** Files of the data folder that a text is in. */
  holds(text: string): string[] {
    return readdirSync(this.dataDir).filter((name) => readFileSync(join(this.dataDir, name)).includes(text));
  }
}

const PRICED = 'pricing: { catalogue: false, prices: [{ provider: acme, model: acme-large, input: 2 }] }';
const UNPRICED = 'pricing: { catalogue: false }';

async function bookUnpriced(ledger: Ledger, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, index) => booked({ id: `r${index}`, input_tokens: 1_000_000 }));
  await ledger.store((store) => store.append(records));
}

describe('tokenledger reprice', () => {
  test('shows what it would change, does it with --apply and --reason, and then has nothing left to do', async () => {
    const ledger = new Ledger(PRICED);
    await bookUnpriced(ledger, 3);
    const preview = await ledger.run('reprice');
    expect(preview).toMatchObject({ code: 0, errors: '' });
    expect(preview.output).toMatch(/2026-01 +acme-large +3 +3 +0 +6 +6 +3 +0/);
    expect(preview.output).toContain('--apply does it');
    expect(await ledger.run('reprice', '--apply')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--reason'),
    });
    expect(ledger.query("SELECT COUNT(*) AS n FROM record WHERE cost_source = 'computed'")).toEqual({ n: 0 });
    const applied = await ledger.run('reprice', '--apply', '--reason', 'price was missing', '--unpriced-only');
    expect(applied.output).toContain('3 of 3 records were changed');
    const again = await ledger.run('reprice', '--apply', '--reason', 'once more');
    expect(again.output).toContain('0 of 3 records were changed');
    const acts = await ledger.acts();
    expect(acts.map(({ act, reason, details }) => [act, reason, details.state, details.changed])).toEqual([
      ['reprice', 'once more', 'done', 0],
      ['reprice', 'once more', 'started', undefined],
      ['reprice', 'price was missing', 'done', 3],
      ['reprice', 'price was missing', 'started', undefined],
    ]);
    expect(acts[2]).toMatchObject({ actor: expect.stringMatching(/^cli:/), details: { provider_cost: ['0', '6'] } });
    expect(await ledger.run('verify')).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 records, 0 broken'),
    });
  });

  test('keeps reported costs and the customer rule of the day, unless --rules is given', async () => {
    const ledger = new Ledger(
      'pricing: { catalogue: false, prices: [{ model: acme-large, input: 4 }], customer: [{ markup: 1 }] }'
    );
    const old = { ...priced('2'), cost: usd('2.51'), markup: usd('0.25'), markup_amount: usd('0.5') };
    const rating = { ...old, fixed_fee: usd('0.01'), rule_version: 'config:1@2025', multiplier: 3, credits: 3 };
    const reported = { ...priced('1'), cost_source: 'reported' as const };
    await ledger.store((store) =>
      store.append([
        booked({ id: 'computed', input_tokens: 1_000_000 }, rating),
        booked({ id: 'reported', input_tokens: 1_000_000, provider_cost: '1' }, reported),
      ])
    );
    const costs = () =>
      ledger.store(async (store) => {
        const entries = await store.log(fullScope(), { from: 0, to: 9e15, filters: [], limit: 9, after: null });
        return Object.fromEntries(
          entries.map(({ record, rating: { cost, multiplier } }) => [record.id, [cost, multiplier]])
        );
      });
    await ledger.run('reprice', '--apply', '--reason', 'corrected price');
    expect(await costs()).toEqual({ computed: [usd('5.01'), 3], reported: [usd('1'), 1] });
    await ledger.run('reprice', '--apply', '--reason', 'new contract', '--rules');
    expect(await costs()).toEqual({ computed: [usd('8'), 1], reported: [usd('2'), 1] });
  });

  test('killed in the middle leaves whole chunks, and a second run does the rest', async () => {
    const ledger = new Ledger(PRICED);
    const count = 20_000;
    await bookUnpriced(ledger, count);
    const computed = () =>
      ledger.query<{ n: number; cost: number }>(
        "SELECT COUNT(*) AS n, COALESCE(SUM(cost_micro), 0) AS cost FROM record WHERE cost_source = 'computed'"
      );
    const run = ledger.start('reprice', '--apply', '--reason', 'first');
    while (computed().n === 0) {
      await sleep(1);
    }
    expect(await run.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const { n, cost } = computed();
    expect([n % 500, cost]).toEqual([0, n * 2_000_000]);
    expect(n).toBeLessThan(count);
    const journalled = ledger.query("SELECT SUM(json_extract(details, '$.changed')) AS n FROM journal");
    expect(journalled).toEqual({ n });
    const second = await ledger.run('reprice', '--apply', '--reason', 'second');
    expect(second.output).toContain(`${count - n} of ${count} records were changed`);
    expect(computed()).toEqual({ n: count, cost: count * 2_000_000 });
    expect(await ledger.run('verify')).toMatchObject({ code: 0 });
  });

  test('works while the collector serves and books', async () => {
    const ledger = new Ledger(PRICED);
    await bookUnpriced(ledger, 5_000);
    const collector = ledger.start('serve');
    const url = await collector.ready();
    const run = ledger.run('reprice', '--apply', '--reason', 'meanwhile');
    let booking = true;
    const ended = run.finally(() => (booking = false));
    for (let index = 0; booking; index += 1) {
      const body = JSON.stringify({ id: `new-${index}`, model: 'acme-large', input_tokens: 1 });
      const headers = { 'Content-Type': 'application/json' };
      expect((await fetch(`${url}/api/v1/records`, { method: 'POST', headers, body })).status).toBe(200);
    }
    expect(await ended).toMatchObject({ code: 0, output: expect.stringContaining('5000 of') });
    expect(await collector.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('tokenledger forget', () => {
  const person = 'ada.lovelace@example.org';

  async function bookPersons(ledger: Ledger): Promise<void> {
    for (let batch = 0; batch < 20; batch += 1) {
      const records = Array.from({ length: 500 }, (_, index) =>
        booked(
          {
            id: `${batch}-${index}`,
            user: index % 2 ? person : `user-${index}`,
            session: index % 2 ? `session of ${person}` : 's',
            error: index % 2 ? `no such user ${person}` : undefined,
            metadata: { mail: index % 2 ? person : 'x', more: 'm'.repeat(index * 5) },
            team: 'search',
          },
          priced('1')
        )
      );
      await ledger.store((store) => store.append(records));
    }
  }

  test('erases a person from every file; sums stay, and the audit log does not name them', async () => {
    const ledger = new Ledger();
    await bookPersons(ledger);
    expect(ledger.holds(person)).toContain('ledger.db');
    expect(await ledger.run('forget', '--user', person)).toMatchObject({
      code: 0,
      output: '5000 records no longer name this person.\n',
    });
    expect(ledger.holds(person)).toEqual([]);
    expect(ledger.query('SELECT COUNT(*) AS n, SUM(cost_micro) AS cost FROM record')).toEqual({
      n: 10_000,
      cost: 10_000 * 1_000_000,
    });
    expect(ledger.query('SELECT COUNT(*) AS n FROM record WHERE "user" IS NULL')).toEqual({ n: 5_000 });
    const { output } = await ledger.run('audit');
    expect(output).toMatch(/cli:\S+ +erase .*anon-[0-9a-f]{20}/);
    expect(await ledger.run('verify')).toMatchObject({ code: 0 });
  });

  test('--pseudonymise gives a person the same pseudonym each time; only the owner may read the key', async () => {
    const ledger = new Ledger();
    const user = () => ledger.query<{ user: string }>(`SELECT DISTINCT "user" AS user FROM record`).user;
    await ledger.store((store) => store.append([booked({ id: '1', user: 'grace.hopper', session: 's' })]));
    await ledger.run('forget', '--user', 'grace.hopper', '--pseudonymise');
    const pseudonym = user();
    expect(pseudonym).toMatch(/^anon-[0-9a-f]{20}$/);
    await ledger.store((store) => store.append([booked({ id: '2', user: 'grace.hopper' })]));
    await ledger.run('forget', '--user', 'grace.hopper', '--pseudonymise');
    expect(ledger.query(`SELECT COUNT(*) AS n FROM record WHERE "user" = '${pseudonym}'`)).toEqual({ n: 2 });
    expect(ledger.holds('grace.hopper')).toEqual([]);
    expect(statSync(join(ledger.dataDir, 'pseudonym.key')).mode & 0o777).toBe(0o600);
  });

  test('refuses system, which is nobody, and a reason that names the person', async () => {
    const ledger = new Ledger();
    await bookUnpriced(ledger, 1);
    expect(await ledger.run('forget', '--user', 'system')).toMatchObject({ code: 1 });
    expect(await ledger.run('forget', '--user', 'ada', '--reason', 'Ada left')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--reason'),
    });
  });
});

test('tokenledger verify names what does not add up, and exits 1', async () => {
  const ledger = new Ledger();
  const wrong = { ...priced('1'), cost: usd('1.2') };
  await ledger.store((store) => store.append([booked({ id: 'good' }, priced('1')), booked({ id: 'bad' }, wrong)]));
  const { code, output } = await ledger.run('verify');
  expect([code, output]).toEqual([
    1,
    'broken: source test, id bad: cost is 1.2, it should be 1\n2 records, 1 broken, 0 that a price edited since would make different.\n',
  ]);
});

test('tokenledger unpriced list names each model with the line that prices it', async () => {
  const ledger = new Ledger(UNPRICED);
  const call = { provider: 'acme', input_tokens: 10, output_tokens: 5 };
  await ledger.store((store) =>
    store.append([
      booked(call),
      booked(call),
      booked({ model: 'painter', units: 2, unit: 'image' }),
      booked({}, priced('1')),
    ])
  );
  const { output } = await ledger.run('unpriced', 'list');
  expect(output).toMatch(/acme-large +acme +2 +30 +2026-01-15 +2026-01-15/);
  const amounts = output.replaceAll(/USD_PER_\w+/g, '1');
  const lines = amounts.split('\n').filter((line) => line.trim().startsWith('- {'));
  ledger.configure(`pricing:\n  catalogue: false\n  prices:\n${lines.join('\n')}\n`);
  expect((await ledger.run('reprice', '--apply', '--reason', 'priced')).output).toContain(
    '3 of 4 records were changed'
  );
  expect((await ledger.run('unpriced', 'list')).output).toBe('Every record has a price.\n');
});

test('tokenledger audit shows tokens and changed prices too, and nobody can change or remove an entry', async () => {
  const ledger = new Ledger(UNPRICED);
  const start = async () => {
    const collector = ledger.start('serve');
    await collector.ready();
    await collector.end('SIGTERM');
  };
  await start();
  await start();
  ledger.configure(PRICED);
  await start();
  await ledger.run('token', 'create', '--role', 'read', '--label', 'grafana');
  const { id } = JSON.parse((await ledger.run('audit', '--json', '--limit', '1')).output).details as { id: string };
  await ledger.run('token', 'revoke', id);
  const acts = await ledger.acts();
  expect(acts.map(({ act }) => act)).toEqual(['token revoke', 'token create', 'configuration', 'configuration']);
  expect(acts[2]?.details).toMatchObject({ added: [expect.stringContaining('acme-large')], removed: [] });
  const db = new Database(join(ledger.dataDir, 'ledger.db'));
  for (const table of ['audit', 'journal']) {
    db.exec(`INSERT INTO journal (time, kind, actor, reason, details) VALUES (1, 'reprice', '', '', '{}')`);
    expect(() => db.exec(`UPDATE ${table} SET actor = 'nobody'`)).toThrow('append-only');
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
  }
  db.close();
});
