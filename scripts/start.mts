/** `npm start`: builds what is stale, runs a collector on a trial ledger, and Grafana beside it where one is installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backendFile, buildParts } from './build.mts';
import { type RunningChild, startChild, waitFor } from './child.mts';
import { findGrafana, startGrafana } from './grafana.mts';
import { ROOT } from './run.mts';

const DATA_DIR = process.env.TOKENLEDGER_DATA_DIR ?? join(ROOT, 'data');
const LISTEN = process.env.TOKENLEDGER_LISTEN ?? '127.0.0.1:4319';
const COLLECTOR_URL = `http://${LISTEN}`;

const children: RunningChild[] = [];
let stopping: Promise<void> | undefined;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  await buildParts(undefined, { onlyStale: true });
  const grafanaHome = existsSync(join(ROOT, backendFile())) ? findGrafana() : undefined;
  const collector = startChild(
    process.execPath,
    ['build/tokenledger.cjs', 'demo', ...(grafanaHome ? [] : ['--table'])],
    {
      env: {
        TOKENLEDGER_LISTEN: LISTEN,
        TOKENLEDGER_DATA_DIR: DATA_DIR,
        TOKENLEDGER_LOG_LEVEL: process.env.TOKENLEDGER_LOG_LEVEL ?? 'error',
      },
    }
  );
  children.push(collector);
  collector.process.once('exit', (code) => void stop(code ?? 1));
  await waitFor(`${COLLECTOR_URL}/readyz`, collector.process);
  console.log('\nToken Ledger runs on a trial ledger: all its usage is generated, and kept apart from real records.');
  if (grafanaHome) {
    await startPanels(grafanaHome);
  } else {
    explainPanels();
  }
  console.log(`  Collector  ${COLLECTOR_URL}\n  Stop       Ctrl+C\n`);
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error);
    await stop(1);
  }
}

async function startPanels(home: string): Promise<void> {
  const dataDir = join(DATA_DIR, 'demo', 'grafana');
  const grafana = await startGrafana({
    home,
    dataDir,
    collectorUrl: COLLECTOR_URL,
    preferredPort: 3000,
    anonymousRole: 'Viewer',
    env: { TOKENLEDGER_FOLDER: 'Token Ledger (demo)', TOKENLEDGER_DATASOURCE: 'Token Ledger (demo)' },
  });
  children.push(grafana);
  console.log(`  Grafana    ${grafana.url}/d/tokenledger-overview (to sign in: admin / ${grafana.adminPassword})`);
}

function explainPanels(): void {
  console.log(
    `\nThere is no Grafana here to draw the panels in${existsSync(join(ROOT, backendFile())) ? '' : ', or no Go to build the plugin’s backend'}. Either\n` +
      '  docker compose up                      starts one, with everything in place, or\n' +
      '  copy dist/ into its plugins folder     (docs/installation.md), if you run one already.\n'
  );
}

function stop(code: number): Promise<void> {
  stopping ??= Promise.all(children.map((child) => child.stop())).then(() => process.exit(code));
  return stopping;
}
