import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type UsageRecord } from '../../contract/record';
import { recordAct } from '../audit/record-act';
import { ConfigError } from '../config/config-error';
import { type Settings } from '../config/settings';
import { LedgerError } from '../errors';
import { IntakeBook } from '../intake/intake-book';
import { bookRecords } from '../journal/book-records';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type NewRecord } from '../store/store';
import { type Booked, type ImportTarget } from './import-target';

const TRIES = 6;
const WAIT_MS = 500;

const AMENDS_NOTHING = {
  field: 'model',
  message: 'model is required: there is no record of this source and id that this could amend',
};

/**
 * The ledger in the data folder, beside a collector that may be serving it. It is made if there is none.
 *
 * @param report - told when one is made
 */
export function ledgerTarget(settings: Settings, report: (message: string) => void): ImportTarget {
  const { dataDir, pricing, directory, limits } = settings;
  const file = join(dataDir, 'ledger.db');
  if (!existsSync(file)) {
    report(`There is no ledger in ${resolve(dataDir)} yet: it is made (TOKENLEDGER_DATA_DIR names another folder).`);
    mkdirSync(dataDir, { recursive: true });
  }
  const store = new SqliteStore(file, { limits });
  const intake = new IntakeBook(join(dataDir, 'intake.db'), Date.now());
  const observed = {
    append: async (records: readonly NewRecord[]) => {
      const bookings = await store.append(records);
      intake.booked(records, bookings);
      return bookings;
    },
  };
  const { ino, birthtimeMs } = statSync(file);
  return {
    // A ledger that was put back from a backup is another file: what the lost one had must be read again.
    identity: `${resolve(file)} ${ino} ${birthtimeMs}`,
    mostRecords: Infinity,
    book: (records) =>
      patiently(async (): Promise<Booked> => {
        const { unknown, ...counts } = await bookRecords(records, {
          store: observed,
          pricing,
          directory,
          now: Date.now(),
        });
        return {
          ...counts,
          rejected: unknown.map((position) => ({ position, problem: problemOf(records[position]!) })),
        };
      }),
    finish: (details) => recordAct(store, 'import', { details }),
    close: async () => {
      intake.close();
      await store.close();
    },
  };
}

function problemOf({ id }: UsageRecord) {
  return { id, ...AMENDS_NOTHING };
}

/** Another process may be writing for a while. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LedgerError)) {
        throw error;
      }
      if (tries === TRIES) {
        throw new ConfigError(`${error.message} Then start the same command again: it goes on where it stopped.`, {
          cause: error,
        });
      }
      await sleep(WAIT_MS);
    }
  }
}
