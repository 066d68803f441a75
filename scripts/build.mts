/** Builds what it is told to (collector, plugin, backend), or everything. `--stale` leaves out what is up to date. */
import { buildCollector } from './build-collector.mts';
import { isInstalled, run } from './run.mts';
import { isStale } from './stale.mts';

interface Part {
  /** What is built, as it is told to the user. */
  readonly title: string;
  readonly output: string;
  readonly inputs: readonly string[];
  /** Resolves to why it could not be built here, if it could not. */
  build(): Promise<string | undefined>;
}

const GO_ARCH: Partial<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const GO_OS: Partial<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** The plugin's server half for a platform, by Grafana's naming. */
export function backendFile(
  os = GO_OS[process.platform] ?? process.platform,
  arch = GO_ARCH[process.arch] ?? process.arch
): string {
  return `dist/gpx_tokenledger_usage_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;
}

const PARTS: Readonly<Record<string, Part>> = {
  collector: {
    title: 'collector',
    output: 'build/tokenledger.cjs',
    inputs: ['collector', 'contract', 'package.json', 'package-lock.json'],
    build: async () => {
      await buildCollector();
      return undefined;
    },
  },
  plugin: {
    title: 'plugin for the browser',
    output: 'dist/module.js',
    inputs: ['src', 'contract', 'dashboards', 'plugin.json', '.config', 'package.json', 'package-lock.json'],
    build: () => command('webpack', ['-c', './.config/webpack/webpack.config.ts', '--env', 'production']),
  },
  backend: {
    title: 'plugin for the server',
    output: backendFile(),
    inputs: ['pkg', 'go.mod', 'go.sum'],
    build: async () =>
      (await isInstalled('go', 'version'))
        ? buildBackend(backendFile())
        : 'Go is not installed: the plugin’s backend is not built, and Grafana cannot load the plugin without it',
  },
};

/** Builds parts by name, in order; returns why parts are missing. */
export async function buildParts(names = Object.keys(PARTS), { onlyStale = false } = {}): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) {
    const part = PARTS[name];
    if (!part) {
      throw new Error(`There is no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    }
    if (onlyStale && !isStale(part.output, part.inputs)) {
      continue;
    }
    const start = performance.now();
    process.stdout.write(`Building the ${part.title} … `);
    const reason = await part.build();
    console.log(reason ?? `${((performance.now() - start) / 1000).toFixed(1)} s`);
    if (reason) {
      missing.push(reason);
    }
  }
  return missing;
}

/**
 * Builds the plugin's server half. The same sources give the same bytes.
 *
 * @param env - `GOOS` and `GOARCH` of another platform
 */
export function buildBackend(file: string, env: Record<string, string> = {}): Promise<undefined> {
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'];
  return command('go', ['build', ...flags, '-o', file, './pkg'], { CGO_ENABLED: '0', ...env });
}

async function command(name: string, args: string[], env: Record<string, string> = {}): Promise<undefined> {
  const { code, output } = await run(name, args, { quiet: true, env });
  if (code !== 0) {
    throw new Error(`${name} ${args.join(' ')} failed:\n${output}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('--'));
  await buildParts(names.length > 0 ? names : undefined, { onlyStale: args.includes('--stale') });
}
