import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, type RunningChild, startChild, waitFor } from './child.mts';
import { ROOT } from './run.mts';

/** Where packages install Grafana. */
const DEFAULT_HOME = '/usr/share/grafana';
const PLUGIN_ID = 'tokenledger-usage-datasource';
/** Stand in the contact points until addresses are configured: Grafana does not start with an empty one. */
const UNSET_RECEIVERS: Readonly<Record<string, string>> = {
  TOKENLEDGER_ALERT_RECEIVER: 'Token Ledger',
  TOKENLEDGER_ALERT_WEBHOOK: 'http://localhost:9/set-TOKENLEDGER_ALERT_WEBHOOK',
  TOKENLEDGER_ALERT_EMAIL: 'set-TOKENLEDGER_ALERT_EMAIL@localhost',
  TOKENLEDGER_ALERT_SLACK: 'http://localhost:9/set-TOKENLEDGER_ALERT_SLACK',
};

/** Home of the Grafana installed here, or undefined. */
export function findGrafana(): string | undefined {
  const home = process.env.GRAFANA_HOME ?? DEFAULT_HOME;
  return existsSync(join(home, 'bin', 'grafana')) ? home : undefined;
}

export interface GrafanaOptions {
  readonly home: string;
  /** Its database, logs and plugins: nothing outside is written. */
  readonly dataDir: string;
  readonly collectorUrl: string;
  /** Collector token for the data source; empty for an open collector. */
  readonly token?: string;
  readonly preferredPort?: number;
  readonly provisioning?: string;
  /** Role of people who do not sign in; none: they must. */
  readonly anonymousRole?: 'Viewer';
  readonly env?: Record<string, string>;
}

export interface RunningGrafana extends RunningChild {
  readonly url: string;
  readonly adminPassword: string;
}

/** Starts Grafana on loopback, provisioned with the plugin, data source, dashboards and rules of this project. */
export async function startGrafana(options: GrafanaOptions): Promise<RunningGrafana> {
  const { home, dataDir } = options;
  const port = await freePort(options.preferredPort);
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(dataDir, 'plugins'), { recursive: true });
  linkPlugin(join(dataDir, 'plugins', PLUGIN_ID));
  const adminPassword = adminPasswordOf(dataDir);
  const config = join(dataDir, 'grafana.ini');
  writeFileSync(config, '');
  const child = startChild(join(home, 'bin', 'grafana'), ['server', '--homepath', home, '--config', config], {
    logFile: join(dataDir, 'grafana.log'),
    cwd: dataDir,
    env: {
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_SERVER_ROOT_URL: `${url}/`,
      GF_PATHS_DATA: dataDir,
      GF_PATHS_LOGS: join(dataDir, 'log'),
      GF_PATHS_PLUGINS: join(dataDir, 'plugins'),
      GF_PATHS_PROVISIONING: options.provisioning ?? join(ROOT, 'provisioning'),
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN_ID,
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_SECURITY_ADMIN_PASSWORD: adminPassword,
      GF_AUTH_ANONYMOUS_ENABLED: String(options.anonymousRole !== undefined),
      GF_AUTH_ANONYMOUS_ORG_ROLE: options.anonymousRole ?? 'Viewer',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
      GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
      GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: join(ROOT, 'dashboards', 'overview.json'),
      TOKENLEDGER_URL: options.collectorUrl,
      TOKENLEDGER_TOKEN: options.token ?? '',
      TOKENLEDGER_DATASOURCE: 'Token Ledger',
      TOKENLEDGER_FOLDER: 'Token Ledger',
      TOKENLEDGER_DASHBOARDS: join(ROOT, 'dashboards'),
      ...alertReceivers(),
      ...options.env,
    },
  });
  try {
    await waitFor(`${url}/api/health`, child.process);
  } catch (error) {
    await child.stop();
    throw new Error(`Grafana did not start; its log is ${join(dataDir, 'grafana.log')}`, { cause: error });
  }
  return { ...child, url, adminPassword };
}

function alertReceivers(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(UNSET_RECEIVERS).map(([name, standIn]) => [name, process.env[name] || standIn])
  );
}

function linkPlugin(link: string): void {
  rmSync(link, { force: true, recursive: true });
  symlinkSync(join(ROOT, 'dist'), link, 'junction');
}

/** A password of its own for each Grafana home, made once. */
function adminPasswordOf(dataDir: string): string {
  const file = join(dataDir, 'admin-password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(12).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
