import { join } from 'node:path';
import { directoryFromConfig } from '../config/directory';
import { type LoadedSettings, loadSettings } from '../config/load';
import { pricingFromConfig } from '../config/pricing';
import { CONFIG_SCHEMA } from '../config/schema';
import { demoDirectory } from './demo-directory';
import { DEMO_CREDITS, demoPricing } from './demo-prices';
import { type DemoTrial, openTrial } from './demo-trial';

/** The trial ledger's folder, inside the data folder but never the real ledger's. */
const FOLDER = 'demo';

export interface DemoSettings extends LoadedSettings {
  readonly trial: DemoTrial;
}

/** Settings of the trial: the user's own, but for a folder, prices, credits and a directory of its own. */
export function loadDemoSettings(
  env: Readonly<Record<string, string | undefined>>,
  now: number = Date.now()
): DemoSettings {
  const loaded = loadSettings(env);
  const dataDir = join(loaded.settings.dataDir, FOLDER);
  const trial = openTrial(dataDir, now);
  const { timezone } = loaded.settings;
  const { pricing, credits, directory } = CONFIG_SCHEMA.parse({
    pricing: demoPricing(trial),
    credits: DEMO_CREDITS,
    directory: demoDirectory(),
  });
  return {
    ...loaded,
    trial,
    audited: { price: pricing.prices, rule: pricing.customer, multiplier: credits.multipliers },
    settings: {
      ...loaded.settings,
      dataDir,
      directory: directoryFromConfig(directory, timezone, '.'),
      pricing: pricingFromConfig(pricing, timezone, credits),
    },
  };
}
