import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

const ROUNDS = 10;
/** A kill falls anywhere into a commit, a chunk of a repair, or the pause between them. */
const LATEST_KILL_MS = 250;
const JSON_TYPE = { 'Content-Type': 'application/json' };

jest.setTimeout(120_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

/** Books records and amends them, some of them again and again, until the collector is gone. */
async function bookAndAmend(url: string, round: number): Promise<void> {
  for (let batch = 0; ; batch += 1) {
    const records = Array.from({ length: 200 }, (_, index) => ({
      id: `${round}-${batch % 7}-${index}`,
      ...(batch % 2 === 0 ? { model: 'acme-large', input_tokens: 10 + index } : { output_tokens: index, rating: 4 }),
    }));
    try {
      await fetch(`${url}/api/v1/records`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(records) });
    } catch {
      return;
    }
  }
}

test('a ledger that was killed while it booked, amended and repriced holds together every time', async () => {
  const folder = temporaryFolder();
  const config = join(folder, 'tokenledger.yaml');
  const env = { TOKENLEDGER_DATA_DIR: join(folder, 'data'), TOKENLEDGER_CONFIG: config };
  const command = (...args: string[]) => installed.start(installed.bundle, args, { env });
  for (let round = 0; round < ROUNDS; round += 1) {
    writeFileSync(
      config,
      `pricing: { catalogue: false, prices: [{ model: acme-large, input: ${round + 1}, output: 2 }], customer: [{ markup: 0.${round} }] }`
    );
    const collector = command('serve');
    const load = bookAndAmend(await collector.ready(), round);
    await sleep(50);
    const repair = command('reprice', '--rules', '--apply', '--reason', `round ${round}`);
    await sleep(100 + Math.random() * LATEST_KILL_MS);
    const ended = await Promise.all([collector.end('SIGKILL'), repair.end('SIGKILL')]);
    expect(ended[0]).toMatchObject({ signal: 'SIGKILL' });
    await load;
    expect(await command('verify').end()).toMatchObject({ code: 0 });
  }
  const last = await command('reprice', '--rules', '--apply', '--reason', 'the rest').end();
  expect(last).toMatchObject({ code: 0 });
  const again = await command('reprice', '--rules', '--apply', '--reason', 'nothing is left').end();
  expect(again.output).toMatch(/\n0 of \d+ records were changed/);
  expect(await command('verify').end()).toMatchObject({ code: 0 });
});
