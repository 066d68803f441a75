import { type Layout } from './import-format';
import { type RawRow } from './import-row';
import { type CsvOptions, readCsv } from './read-csv';
import { readJsonElements, readJsonLines, withoutMark } from './read-json';

const HEAD_BYTES = 64 * 1024;

/** Rows of a file in the layout that its format has, or that its first bytes show. */
export async function* readRows(
  pieces: AsyncIterable<Buffer>,
  layout: Layout,
  options: CsvOptions
): AsyncGenerator<RawRow[]> {
  const [head, all] = await lookAhead(pieces);
  switch (layout === 'csv' ? 'csv' : shapeOf(head, layout)) {
    case 'csv':
      yield* readCsv(all, options);
      break;
    case 'list':
      yield* readJsonElements(all, 'list');
      break;
    case 'objects':
      yield* readJsonElements(all, 'objects');
      break;
    case 'lines':
      yield* readJsonLines(all);
      break;
  }
}

function shapeOf(head: Buffer, layout: Layout): 'csv' | 'list' | 'lines' | 'objects' {
  const text = withoutMark(head).toString('utf8').trimStart();
  if (text.startsWith('[') || /^\{\s*"(data|results|observations|rows)"\s*:\s*\[/.test(text)) {
    return 'list';
  }
  if (!text.startsWith('{')) {
    return text === '' || layout === 'json' ? 'lines' : 'csv';
  }
  // An object that goes on in the next line: it is laid out for people to read.
  return /^\{\s*\n/.test(text) ? 'objects' : 'lines';
}

/** The beginning of a stream, and the whole of it. */
async function lookAhead(pieces: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = pieces[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) {
      break;
    }
    seen.push(next.value);
    length += next.value.length;
  }
  return [Buffer.concat(seen), continued(seen, iterator)];
}

async function* continued(seen: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* seen;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    yield next.value;
  }
}
