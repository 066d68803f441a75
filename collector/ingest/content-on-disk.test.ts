import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { intake, log } from '../test/replies';
import { startCollector } from '../test/start-collector';

jest.setTimeout(60_000);

/** All bytes under a folder, the database's journals included. */
function bytesOf(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
}

test('prompt and answer texts never reach the disk, whatever they are called', async () => {
  const collector = await startCollector();
  const planted = (place: string) => `planted-${place}-the quick brown fox`;
  const chat = (place: string) => [{ role: 'user', content: planted(place) }];
  await intake(
    collector.post([
      {
        id: 'top',
        model: 'm',
        messages: chat('messages'),
        prompt: planted('prompt'),
        response: { text: planted('answer') },
      },
      {
        id: 'inside',
        model: 'm',
        metadata: { messages: chat('inside'), deep: [{ choices: [{ message: planted('deep') }] }] },
      },
      {
        id: 'otel',
        model: 'm',
        'gen_ai.input.messages': JSON.stringify(chat('otel')),
        'gen_ai.completion': planted('old'),
      },
      { id: 'bad', messages: chat('rejected') },
      { id: 'top', model: 'm', messages: chat('repeated') },
      { id: 'kept', model: 'm', metadata: { note: 'a note that is kept' } },
    ])
  );
  for (const stop of [false, true]) {
    if (stop) {
      await collector.stop();
    }
    const bytes = bytesOf(collector.dataDir);
    expect(bytes.includes('a note that is kept')).toBe(true);
    expect(bytes.includes('planted')).toBe(false);
    expect(bytes.includes(Buffer.from('planted', 'utf16le'))).toBe(false);
  }
});

test('a record whose texts were dropped says so and keeps the rest of its metadata', async () => {
  const collector = await startCollector();
  await intake(
    collector.post({ id: 'a', model: 'm', prompt: 'hello', temperature: 0.3, metadata: { input: ['x'], seed: 7 } })
  );
  const { records } = await log(collector);
  expect(records).toEqual([
    expect.objectContaining({ id: 'a', flags: ['content_dropped'], metadata: { temperature: 0.3, seed: 7 } }),
  ]);
});
