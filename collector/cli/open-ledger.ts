import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadSettings } from '../config/load';
import { type Settings } from '../config/settings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type Store } from '../store/store';

/** Works on the ledger of the settings, beside a collector that may be serving it. */
export async function withLedger(work: (store: Store, settings: Settings) => Promise<void>): Promise<void> {
  const { settings } = loadSettings(process.env);
  const file = join(settings.dataDir, 'ledger.db');
  if (!existsSync(file)) {
    throw new ConfigError(`data_dir: there is no ledger in ${settings.dataDir} yet: set TOKENLEDGER_DATA_DIR`);
  }
  const store = new SqliteStore(file);
  try {
    await work(store, settings);
  } finally {
    await store.close();
  }
}
