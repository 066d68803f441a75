/** Runs the e2e stories: a collector, a Grafana and a browser of their own, all of which are gone afterwards. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendFile, buildParts } from './build.mts';
import { freePort, startChild, waitFor } from './child.mts';
import { findChromium } from './find-chromium.mts';
import { findGrafana, startGrafana } from './grafana.mts';
import { ROOT, run } from './run.mts';
import { type StepResult } from './step.mts';

/** Evaluation interval while testing, instead of the rule's minute. */
const INTERVAL = '10s';
/** What the stories about rights rely on: a lead, and what public dashboards show. */
const POLICY = JSON.stringify({
  roles: { lead: [{ login: 'lea', teams: ['borea'] }] },
  views: { public: { rows: { team: ['cetus'] } } },
});

/** Why the stories cannot run here, if they cannot. */
export function whyNoE2e(): string | undefined {
  if (!process.env.GRAFANA_URL && !findGrafana()) {
    return 'no Grafana (GRAFANA_URL, GRAFANA_HOME or /usr/share/grafana)';
  }
  if (!findChromium()) {
    return 'no Chromium (CHROMIUM or /usr/bin/chromium)';
  }
  return existsSync(join(ROOT, backendFile())) ? undefined : 'no backend of the plugin (it takes Go to build it)';
}

/** @param files - parts of the names of the stories' files; none: all */
export async function runE2e(files: readonly string[] = []): Promise<StepResult> {
  await buildParts(undefined, { onlyStale: true });
  const reason = whyNoE2e();
  if (reason) {
    return { passed: 0, failed: 0, skipped: [reason] };
  }
  const folder = mkdtempSync(join(tmpdir(), 'tokenledger-e2e-'));
  const closers: Array<() => Promise<unknown>> = [];
  try {
    return await runStories(files, folder, closers);
  } finally {
    for (const close of closers.reverse()) {
      await close();
    }
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(ROOT, 'playwright'), { recursive: true, force: true });
  }
}

async function runStories(
  files: readonly string[],
  folder: string,
  closers: Array<() => Promise<unknown>>
): Promise<StepResult> {
  const environment = process.env.GRAFANA_URL ? {} : await startEnvironment(folder, closers);
  const report = join(folder, 'report.json');
  await run('playwright', ['test', '--config', 'e2e/playwright.config.ts', ...files], {
    env: {
      ...environment,
      CHROMIUM: findChromium() ?? '',
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      TOKENLEDGER_E2E_NOW: process.env.TOKENLEDGER_E2E_NOW ?? String(Date.now()),
    },
  });
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  if (stats.unexpected + stats.flaky === 0) {
    rmSync(join(ROOT, 'test-results'), { recursive: true, force: true });
  }
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped > 0 ? [`${stats.skipped} stories`] : [],
  };
}

async function startEnvironment(
  folder: string,
  closers: Array<() => Promise<unknown>>
): Promise<Record<string, string>> {
  const [ingest = '', delegate = '', read = ''] = [0, 1, 2].map(() => randomBytes(16).toString('hex'));
  const zone = zoneWhereItIsNoon();
  const url = `http://127.0.0.1:${await freePort()}`;
  const grafanaPort = await freePort();
  const grafanaUrl = `http://127.0.0.1:${grafanaPort}`;
  const collector = startChild(process.execPath, ['build/tokenledger.cjs', 'serve'], {
    logFile: join(folder, 'collector.log'),
    env: {
      TOKENLEDGER_LISTEN: url.replace('http://', ''),
      TOKENLEDGER_DATA_DIR: join(folder, 'data'),
      TOKENLEDGER_TOKENS: `ingest:e2e:${ingest},delegate:grafana:${delegate},read:e2e:${read}`,
      TOKENLEDGER_TIMEZONE: zone,
      TOKENLEDGER_IDENTITY_KEYS_URL: `${grafanaUrl}/api/signing-keys/keys`,
      TOKENLEDGER_IDENTITY_ISSUER: `${grafanaUrl}/`,
      TOKENLEDGER_POLICY: POLICY,
    },
  });
  closers.push(() => collector.stop());
  await waitFor(`${url}/readyz`, collector.process);
  const webhook = await startWebhook(closers);
  const provisioning = quickProvisioning(folder);
  const grafana = await startGrafana({
    home: findGrafana()!,
    dataDir: join(folder, 'grafana'),
    collectorUrl: url,
    token: delegate,
    preferredPort: grafanaPort,
    anonymousRole: 'Viewer',
    provisioning,
    env: {
      TOKENLEDGER_ALERT_WEBHOOK: webhook,
      // The stories share one login; a renewed one would end the others'.
      GF_AUTH_TOKEN_ROTATION_INTERVAL_MINUTES: '1440',
      GF_SECURITY_ALLOW_EMBEDDING: 'true',
    },
  });
  closers.push(() => grafana.stop());
  return {
    GRAFANA_URL: grafana.url,
    GRAFANA_ADMIN_PASSWORD: grafana.adminPassword,
    TOKENLEDGER_URL: url,
    TOKENLEDGER_TIMEZONE: zone,
    TOKENLEDGER_E2E_INGEST_TOKEN: ingest,
    TOKENLEDGER_E2E_DELEGATE_TOKEN: delegate,
    TOKENLEDGER_E2E_READ_TOKEN: read,
    TOKENLEDGER_E2E_WEBHOOK_URL: webhook,
    TOKENLEDGER_E2E_PROVISIONING: provisioning,
  };
}

/** The project's provisioning as it is, but for the interval of the rules. */
function quickProvisioning(folder: string): string {
  const copy = join(folder, 'provisioning');
  cpSync(join(ROOT, 'provisioning'), copy, { recursive: true });
  const rules = join(copy, 'alerting', 'rules.yaml');
  writeFileSync(rules, readFileSync(rules, 'utf8').replaceAll(/interval: 1m$/gm, `interval: ${INTERVAL}`));
  return copy;
}

/** Takes messages by POST and gives them back by GET. */
async function startWebhook(closers: Array<() => Promise<unknown>>): Promise<string> {
  const messages: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(messages.join('\n'));
      return;
    }
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      messages.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** "Today" must hold the last hours whenever the tests run. */
function zoneWhereItIsNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  // POSIX signs: Etc/GMT-3 is three hours ahead of UTC.
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
