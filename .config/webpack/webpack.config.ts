/**
 * Builds the browser half of the plugin into `dist/`, beside the Go binaries.
 *
 * Follows @grafana/create-plugin's conventions (AMD module, Grafana's externals, public path from the loader, file
 * names), with plugin.json at the top of the repository.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import { type Configuration } from 'webpack';
import { SubresourceIntegrityPlugin } from 'webpack-subresource-integrity';
import VirtualModulesPlugin from 'webpack-virtual-modules';
import { externals } from './externals.ts';
import { buildDay, sourcesHash, stamp } from './stamp.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = readJson('package.json') as { version: string };
const { id } = readJson('plugin.json') as { id: string };
const publicPath = `public/plugins/${id}/`;

/** Chunks are fetched from where Grafana loaded the module, which may be a CDN or a sub-path. */
const publicPathModule = `
import amdModule from 'amd-module';
__webpack_public_path__ = amdModule?.uri ? amdModule.uri.slice(0, amdModule.uri.lastIndexOf('/') + 1) : '${publicPath}';
`;

export default function config(env: { production?: boolean } = {}): Configuration {
  const production = Boolean(env.production);
  return {
    context: join(root, 'src'),
    entry: { module: './module.ts' },
    mode: production ? 'production' : 'development',
    devtool: production ? 'source-map' : 'eval-source-map',
    externals,
    resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
    module: {
      rules: [
        // First, else the source maps shift.
        {
          test: /src[\\/]module\.ts$/,
          loader: 'imports-loader',
          options: { imports: 'side-effects grafana-public-path' },
        },
        { test: /\.tsx?$/, exclude: /node_modules/, loader: 'swc-loader', options: swc },
        { test: /\.(png|svg)$/, type: 'asset/resource' },
      ],
    },
    optimization: {
      minimize: production,
      minimizer: [new TerserPlugin({ extractComments: false, terserOptions: { format: { comments: false } } })],
    },
    output: {
      path: join(root, 'dist'),
      clean: { keep: /gpx_|go_plugin_build_manifest/ },
      filename: '[name].js',
      chunkFilename: production ? `[name].js?_cache=${sourcesHash(root)}` : '[name].js',
      library: { type: 'amd' },
      publicPath,
      uniqueName: id,
      crossOriginLoading: 'anonymous',
    },
    plugins: [
      // No source of the project: nobody looks for it there.
      new VirtualModulesPlugin({ [join(root, 'node_modules', 'grafana-public-path.js')]: publicPathModule }),
      new CopyPlugin({ patterns: copies(production) }),
      ...(production ? [new SubresourceIntegrityPlugin({ hashFuncNames: ['sha256'] })] : []),
    ],
  };
}

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};

function copies(production: boolean): CopyPlugin.Pattern[] {
  const values = { version, today: buildDay(root) };
  const stamped = (content: Buffer) => stamp(content.toString(), values);
  const optional = { context: root, noErrorOnMissing: true };
  return [
    {
      from: 'plugin.json',
      context: root,
      transform: (content) =>
        JSON.stringify({ ...parse(stamped(content)), buildMode: production ? 'production' : 'development' }, null, 2) +
        '\n',
    },
    { ...optional, from: 'src/README.md', to: 'README.md', transform: stamped },
    { ...optional, from: 'LICENSE' },
    { ...optional, from: 'CHANGELOG.md' },
    { ...optional, from: 'dashboards/*.json' },
    { from: 'img', to: 'img' },
  ];
}

function readJson(name: string): unknown {
  return parse(readFileSync(join(root, name), 'utf8'));
}

function parse(text: string): object {
  return JSON.parse(text) as object;
}
