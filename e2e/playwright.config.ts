import { dirname, join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { PluginOptions } from '@grafana/plugin-e2e';

const auth = dirname(require.resolve('@grafana/plugin-e2e/package.json'));

/** Debian's Chromium as root: no sandbox, and nothing that calls home. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig<PluginOptions>({
  testDir: '.',
  outputDir: join(__dirname, '..', 'test-results'),
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME }]],
  use: {
    baseURL: process.env.GRAFANA_URL,
    timezoneId: process.env.TOKENLEDGER_TIMEZONE ?? 'UTC',
    locale: 'en-US',
    viewport: { width: 1680, height: 1050 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM, args: CHROMIUM_FLAGS },
    provisioningRootDir: join(__dirname, '..', 'provisioning'),
  },
  projects: [
    { name: 'auth', testDir: join(auth, 'dist', 'auth'), testMatch: [/.*\.js/] },
    { name: 'seed', testMatch: /seed\.setup\.ts/ },
    {
      name: 'stories',
      testMatch: /.*\.spec\.ts/,
      use: { storageState: 'playwright/.auth/admin.json' },
      dependencies: ['auth', 'seed'],
    },
  ],
});
