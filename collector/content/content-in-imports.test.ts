import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type InstalledCollector, installCollector } from '../test/installed-collector';
import { temporaryFolder } from '../test/temporary-folder';

jest.setTimeout(120_000);

const FIXTURES = resolve(__dirname, '..', 'import', 'fixtures');
/** All texts in the fixtures that are prompts, answers or parts of them begin with it. */
const PLANTED = 'PLANTED-';

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

function written(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const NDJSON = [
  { id: 'a', model: 'm', prompt: `${PLANTED}1`, metadata: { deep: [{ messages: [{ content: `${PLANTED}2` }] }] } },
  { id: 'b', model: 'm', input_tokens: -1, response: `${PLANTED}3` },
]
  .map((row) => JSON.stringify(row))
  .join('\n');
const CSV = `id,model,tokens,question,Response Body\nc,m,5,${PLANTED}4,"{""text"":""${PLANTED}5""}"\n`;
const MAPPING = 'columns: { tokens: input_tokens }';

test.each([
  ['none', 'claude-code'],
  ['none', 'codex'],
  ['none', 'helicone'],
  ['none', 'langfuse'],
  ['none', 'ndjson'],
  ['none', 'csv'],
  ['content', 'claude-code'],
  ['content', 'langfuse'],
  ['content', 'ndjson'],
])('with capture %s, no text that is in files of %s is in any file of the data folder', async (capture, format) => {
  const dataDir = join(temporaryFolder(), 'data');
  const env = { TOKENLEDGER_DATA_DIR: dataDir, TOKENLEDGER_CAPTURE: capture };
  const files = {
    ndjson: [written('a.ndjson', NDJSON)],
    csv: [written('a.csv', CSV), '--mapping', written('mapping.yaml', MAPPING)],
  }[format] ?? [join(FIXTURES, format)];
  const sent = (files[0]!.startsWith(FIXTURES) ? filesIn(files[0]!) : files.slice(0, 1)).map((file) =>
    readFileSync(file, 'utf8')
  );
  expect(sent.join('')).toContain(PLANTED);
  const { code, output, errors } = await installed
    .start(installed.bundle, ['import', format, ...files, '--json'], { env })
    .end();
  expect({ errors, code }).toEqual({ errors, code: format === 'ndjson' ? 2 : 0 });
  expect((JSON.parse(output) as { accepted: number }).accepted).toBeGreaterThan(0);
  expect(output + errors).not.toContain(PLANTED);
  for (const file of filesIn(dataDir)) {
    expect({ file, holds: readFileSync(file).includes(PLANTED) }).toEqual({ file, holds: false });
  }
});
