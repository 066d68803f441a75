import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CollectorProcess, type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

jest.setTimeout(60_000);

let installed: InstalledCollector;
let oldNode: string[];
beforeAll(() => {
  installed = installCollector();
  // Makes the wrapper believe that it runs under a Node that is too old, so that it starts the one installed beside it.
  const disguise = join(temporaryFolder(), 'old-node.cjs');
  const versions = "{ ...process.versions, node: '20.0.0' }";
  writeFileSync(
    disguise,
    `if (process.argv[1]?.endsWith('bin.cjs')) Object.defineProperty(process, 'versions', { value: ${versions} });`
  );
  oldNode = ['--require', disguise];
});

function serveUnderOldNode(dataDir: string): CollectorProcess {
  return installed.start(installed.wrapper, ['serve'], {
    nodeOptions: oldNode,
    env: { TOKENLEDGER_DATA_DIR: dataDir },
  });
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false
  );
}

test('under a Node that is young enough the wrapper is the collector', async () => {
  const collector = installed.start(installed.wrapper, ['serve']);
  expect(await answers(await collector.ready())).toBe(true);
  expect(await collector.end('SIGTERM')).toMatchObject({ code: 0, errors: '' });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s to the wrapper stops the collector in good order', async (signal) => {
  const collector = serveUnderOldNode(join(temporaryFolder(), 'data'));
  const url = await collector.ready();
  expect(await answers(url)).toBe(true);
  const ended = await collector.end(signal);
  expect(ended).toMatchObject({ code: 0, signal: null, errors: '' });
  expect(ended.output).toContain('"msg":"collector has stopped"');
  expect(await answers(url)).toBe(false);
});

test('a wrapper that is killed takes the collector with it, and the ledger can be opened again', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const collector = serveUnderOldNode(dataDir);
  const url = await collector.ready();
  // Resolves once the last process that writes to its output has ended, which is the collector.
  const ended = await collector.end('SIGKILL');
  expect(ended).toMatchObject({ signal: 'SIGKILL' });
  expect(ended.output).toContain('"msg":"collector has stopped"');
  expect(await answers(url)).toBe(false);
  const again = serveUnderOldNode(dataDir);
  expect(await answers(await again.ready())).toBe(true);
  expect(await again.end('SIGTERM')).toMatchObject({ code: 0 });
});

test.each([30, 60, 90, 120, 150, 200, 300])(
  'a wrapper that is killed after %i ms leaves no collector behind',
  async (delay) => {
    const collector = serveUnderOldNode(join(temporaryFolder(), 'data'));
    await sleep(delay);
    expect(await collector.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  }
);

test('the wrapper hands on arguments and the exit code', async () => {
  const collector = installed.start(installed.wrapper, ['token', 'create', '--role', 'owner'], {
    nodeOptions: oldNode,
  });
  expect(await collector.end()).toMatchObject({
    code: 1,
    errors: expect.stringContaining('one of ingest, read, delegate, admin'),
  });
});

test('a wrapper without a bundle says how to build one', async () => {
  const folder = temporaryFolder();
  const wrapper = join(folder, 'bin.cjs');
  writeFileSync(wrapper, `require(${JSON.stringify(join(__dirname, 'bin.cjs'))})`);
  const missing = installed.start(wrapper, ['serve'], { nodeOptions: ['--require', hideBundle(folder)] });
  expect(await missing.end()).toMatchObject({ code: 1, errors: expect.stringContaining('npm run build:collector') });
});

/** Makes it look as if no bundle were there, whether or not the project is built. */
function hideBundle(folder: string): string {
  const file = join(folder, 'hide-bundle.cjs');
  writeFileSync(file, "require('node:fs').existsSync = () => false;");
  return file;
}
