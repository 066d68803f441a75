/**
 * `npm run package`: builds the plugin for all platforms, signs it if GRAFANA_ACCESS_POLICY_TOKEN is set, and packs it
 * into `build/<id>-<version>.zip`.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendFile, buildBackend, buildParts } from './build.mts';
import { packPlugin } from './pack-plugin.mts';
import { isInstalled, ROOT, run } from './run.mts';

const PLATFORMS = ['linux', 'darwin', 'windows'].flatMap((os) => ['amd64', 'arm64'].map((arch) => [os, arch] as const));
const DIST = join(ROOT, 'dist');

if (!(await isInstalled('go', 'version'))) {
  fail('The plugin has a backend, which takes Go to build: install Go and run this again.');
}
globSync('gpx_*', { cwd: DIST }).forEach((name) => rmSync(join(DIST, name)));
rmSync(join(DIST, 'MANIFEST.txt'), { force: true });
await buildParts(['plugin']);
for (const [os, arch] of PLATFORMS) {
  process.stdout.write(`Building the backend for ${os} ${arch}\n`);
  await buildBackend(backendFile(os, arch), { GOOS: os, GOARCH: arch });
}
writeFileSync(join(DIST, 'go_plugin_build_manifest'), hashesOfSources());
await sign();

const { name, version } = pluginJson();
mkdirSync(join(ROOT, 'build'), { recursive: true });
const file = join(ROOT, 'build', `${name}-${version}.zip`);
const hash = await packPlugin(DIST, file);
console.log(`${hash}  ${file}`);

/** What the backends were built from, in the form in which Grafana's validator compares it with the sources. */
function hashesOfSources(): string {
  return globSync(['*.go', 'pkg/**/*.go'], { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map(
      (path) =>
        `${createHash('sha256')
          .update(readFileSync(join(ROOT, path)))
          .digest('hex')}:${path}\n`
    )
    .join('');
}

async function sign(): Promise<void> {
  if (!process.env.GRAFANA_ACCESS_POLICY_TOKEN) {
    console.log('Not signed: GRAFANA_ACCESS_POLICY_TOKEN is not set.');
    return;
  }
  const urls = process.env.GRAFANA_ROOT_URLS;
  const { code } = await run('sign-plugin', ['--distDir', DIST, ...(urls ? ['--rootUrls', urls] : [])]);
  if (code !== 0) {
    fail('The plugin could not be signed.');
  }
}

function pluginJson(): { name: string; version: string } {
  const { id, info } = JSON.parse(readFileSync(join(DIST, 'plugin.json'), 'utf8')) as {
    id: string;
    info: { version: string };
  };
  return { name: id, version: info.version };
}

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}
