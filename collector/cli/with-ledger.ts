import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadSettings } from '../config/load';
import { type Settings } from '../config/settings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type Store } from '../store/store';

/** Works on the ledger in the data folder, beside a collector that may be serving it. */
export async function withLedger<T>(
  work: (store: Store, settings: Settings) => Promise<T>,
  settings = loadSettings(process.env).settings
): Promise<T> {
  const file = join(settings.dataDir, 'ledger.db');
  if (!existsSync(file)) {
    throw new ConfigError(
      `data_dir: there is no ledger ${file}. Set TOKENLEDGER_DATA_DIR to the collector's data folder, or start one: tokenledger serve`
    );
  }
  const store = new SqliteStore(file, { limits: settings.limits });
  try {
    return await work(store, settings);
  } finally {
    await store.close();
  }
}
