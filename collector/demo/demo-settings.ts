import { join } from 'node:path';
import { type LoadedSettings, loadSettings } from '../config/load';
import { pricingFromConfig } from '../config/pricing';
import { CONFIG_SCHEMA } from '../config/schema';
import { createDirectory } from '../directory/directory';
import { DEMO_CUSTOMER_RULES, DEMO_PRICES } from './demo-prices';

/** The trial ledger's folder, inside the data folder but never the real ledger's. */
const FOLDER = 'demo';

/** Settings of the trial: the user's own, but for a folder, prices and a directory of its own. */
export function loadDemoSettings(env: Readonly<Record<string, string | undefined>>): LoadedSettings {
  const loaded = loadSettings(env);
  const { pricing } = CONFIG_SCHEMA.parse({
    pricing: { catalogue: false, prices: DEMO_PRICES, customer: DEMO_CUSTOMER_RULES },
  });
  return {
    ...loaded,
    settings: {
      ...loaded.settings,
      dataDir: join(loaded.settings.dataDir, FOLDER),
      directory: createDirectory({}),
      pricing: pricingFromConfig(pricing, loaded.settings.timezone),
    },
  };
}
