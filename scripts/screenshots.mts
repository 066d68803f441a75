/**
 * `npm run screenshots [-- name …]`: draws every dashboard on a trial ledger in a real Grafana, dark and light, as wide as
 * a laptop's window (PNG) and as a screen on a wall (JPEG); into docs/images.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { buildParts } from './build.mts';
import { freePort, startChild, waitFor } from './child.mts';
import { whyNoE2e } from './e2e.mts';
import { findChromium } from './find-chromium.mts';
import { findGrafana, startGrafana } from './grafana.mts';
import { ROOT } from './run.mts';

const IMAGES = join(ROOT, 'docs', 'images');
const LAPTOP = { width: 1280, height: 800 };
const WALL = { width: 2560, height: 1440 };
const THEMES = ['dark', 'light'] as const;
/** Height of a row of the grid and of the controls above it, px. */
const [CELL, CONTROLS] = [38, 210];

const names = readdirSync(join(ROOT, 'dashboards'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const asked = process.argv.slice(2);
const closers: Array<() => Promise<unknown>> = [];
try {
  const reason = whyNoE2e();
  if (reason) {
    throw new Error(`Screenshots need a Grafana, a browser and the plugin’s backend: ${reason}`);
  }
  await takeAll(asked.length > 0 ? asked : names);
} finally {
  for (const close of closers.reverse()) {
    await close();
  }
}

async function takeAll(wanted: readonly string[]): Promise<void> {
  await buildParts(undefined, { onlyStale: true });
  const folder = mkdtempSync(join(tmpdir(), 'tokenledger-screenshots-'));
  closers.push(async () => rmSync(folder, { recursive: true, force: true }));
  const url = await startTrial(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  closers.push(() => browser.close());
  mkdirSync(IMAGES, { recursive: true });
  for (const name of wanted) {
    for (const theme of THEMES) {
      await take(browser, url, name, theme, LAPTOP, `${name}-${theme}.png`);
      await take(browser, url, name, theme, WALL, `${name}-wall-${theme}.jpg`);
    }
  }
}

/** A collector with the trial ledger and a Grafana beside it, both of their own. */
async function startTrial(folder: string): Promise<string> {
  const collectorUrl = `http://127.0.0.1:${await freePort()}`;
  const collector = startChild(process.execPath, ['build/tokenledger.cjs', 'demo'], {
    logFile: join(folder, 'collector.log'),
    env: { TOKENLEDGER_LISTEN: collectorUrl.replace('http://', ''), TOKENLEDGER_DATA_DIR: join(folder, 'data') },
  });
  closers.push(() => collector.stop());
  await waitFor(`${collectorUrl}/readyz`, collector.process);
  const grafana = await startGrafana({
    home: findGrafana()!,
    dataDir: join(folder, 'grafana'),
    collectorUrl,
    // Somebody who may see everything of the ledger, as an open collector lets everybody.
    anonymousRole: 'Viewer',
    env: { TOKENLEDGER_FOLDER: 'Token Ledger (demo)', TOKENLEDGER_DATASOURCE: 'Token Ledger (demo)' },
  });
  closers.push(() => grafana.stop());
  return grafana.url;
}

async function take(
  browser: Browser,
  url: string,
  name: string,
  theme: (typeof THEMES)[number],
  { width, height }: typeof LAPTOP,
  file: string
): Promise<void> {
  const { uid, panels } = JSON.parse(readFileSync(join(ROOT, 'dashboards', `${name}.json`), 'utf8')) as {
    uid: string;
    panels: Array<{ gridPos: { y: number; h: number } }>;
  };
  const rows = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const viewport = { width, height: Math.max(height, rows * CELL + CONTROLS) };
  const page = await browser.newPage({ viewport, timezoneId: 'UTC', locale: 'en-US' });
  await page.goto(`${url}/d/${uid}?kiosk=1&theme=${theme}`);
  await waitUntilDrawn(page);
  await page.screenshot({ path: join(IMAGES, file), ...(file.endsWith('.jpg') ? { quality: 60 } : {}) });
  await page.close();
  console.log(`docs/images/${file} ${existsSync(join(IMAGES, file)) ? 'written' : 'missing'}`);
}

/** Nothing is asked for any more, and no panel waits. */
async function waitUntilDrawn(page: Page): Promise<void> {
  await page
    .getByTestId(/^data-testid Panel header/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForLoadState('networkidle', { timeout: 120_000 });
  await page.getByRole('button', { name: 'Refresh', exact: true }).waitFor({ timeout: 120_000 });
  // Lines and bars are drawn a moment after their data is there.
  await page.waitForTimeout(1_500);
}
