import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/load';
import { type Settings } from '../config/settings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type Store } from '../store/store';

/** Opens the ledger that is in the data folder, for reading; a collector may be running on it. */
export async function withLedger<T>({ dataDir }: Settings, work: (store: Store) => Promise<T>): Promise<T> {
  const file = join(dataDir, 'ledger.db');
  if (!existsSync(file)) {
    throw new ConfigError(
      `There is no ledger ${file}. Set TOKENLEDGER_DATA_DIR to the collector's data folder, or start one: tokenledger serve`
    );
  }
  const store = new SqliteStore(file);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
