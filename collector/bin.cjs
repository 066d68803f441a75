#!/usr/bin/env node
/**
 * Starts the collector under a Node that its SQLite driver runs on: this one, or the one installed beside it.
 */
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const MIN_NODE = 22;
const BUNDLE = path.join(__dirname, '..', 'build', 'tokenledger.cjs');
const RUNTIMES = [
  `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  `node-bin-${process.platform}-${process.arch}`,
];

if (!existsSync(BUNDLE)) {
  console.error('The collector is not built yet. Run: npm ci && npm run build:collector');
  process.exit(1);
} else if (Number(process.versions.node.split('.')[0]) >= MIN_NODE) {
  require(BUNDLE);
} else {
  runUnder(bundledNode());
}

/** The Node that npm installed as an optional dependency, or undefined on a platform without one. */
function bundledNode() {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  for (const runtime of RUNTIMES) {
    try {
      return require.resolve(`${runtime}/${file}`);
    } catch {
      // Not installed: try the next one.
    }
  }
  return undefined;
}

function runUnder(node) {
  if (!node) {
    console.error(
      `Token Ledger needs Node ${MIN_NODE} or later, this is ${process.version} and npm installed no other.`
    );
    process.exit(1);
  }
  // The channel tells the collector when this process dies, so that it never outlives it.
  const child = spawn(node, [BUNDLE, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
