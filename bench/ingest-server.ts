import { loadSettings } from '../collector/config/load';
import { serve } from '../collector/serve';

/** A collector for measurements; the first argument is the most records of a shared commit. */
const maxGroup = Number(process.argv[2]);
const collector = await serve(loadSettings(process.env), { ledger: 'live', commits: { maxGroup } });
process.send?.({ url: collector.url });
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('SIGTERM', () => void collector.stop().then(() => process.exit(0)));
