import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { type UsageRecord } from '../../../contract/record';
import { IMPORTED_AT, importAll, type Imported, writeTemporary } from '../test/import-all';

const importCsv = (csv: string, mapping?: string): Promise<Imported> =>
  importAll('csv', [writeTemporary('usage.csv', csv)], { mapping });
const first = async (csv: string, mapping?: string): Promise<UsageRecord | undefined> => {
  const { records, rejects } = await importCsv(csv, mapping);
  expect(rejects).toEqual([]);
  return records[0];
};
const refusal = (csv: string, mapping?: string) =>
  importCsv(csv, mapping).then(
    () => 'taken',
    (error: Error) => error.message
  );

test('columns are known by the names of the fields, however they are written; others are metadata', async () => {
  const csv =
    'Timestamp,MODEL,Input Tokens,output-tokens,tags.app,Cost centre\n2026-03-04T10:00:00Z,m,10,2,shop,4711\n';
  expect(await first(csv)).toMatchObject({
    timestamp: Date.UTC(2026, 2, 4, 10),
    ...{ model: 'm', input_tokens: 10, output_tokens: 2, tags: { app: 'shop' }, metadata: { 'Cost centre': '4711' } },
  });
});

test('a mapping names fields, constants and columns to leave out', async () => {
  const mapping = `
columns:
  Zeit: { field: timestamp, format: 'dd.MM.yyyy HH:mm', zone: Europe/Berlin }
  Modell: model
  Kosten: { field: provider_cost, decimal_comma: true, multiply: 0.01 }
  Tokens (Mio): { field: input_tokens, multiply: 1000000 }
  Abteilung: team
  Programm: tags.app
constants: { environment: production, tags.origin: billing }
ignore: [Notiz]
delimiter: ;
`;
  const csv =
    'Zeit;Modell;Kosten;Tokens (Mio);Abteilung;Programm;Notiz\n04.03.2026 11:00;m;1.234,5;0.0125;search;shop;x\n';
  expect(await first(csv, mapping)).toMatchObject({
    timestamp: Date.UTC(2026, 2, 4, 10),
    ...{ model: 'm', provider_cost: '12.345', input_tokens: 12_500, team: 'search', environment: 'production' },
    tags: { app: 'shop', origin: 'billing' },
  });
  expect((await first(csv, mapping))?.metadata).toBeUndefined();
});

test('a constant gives what a cell leaves empty', async () => {
  const { records } = await importCsv('id,model,team\n1,m,\n2,m,shop\n', 'constants: { team: search }');
  expect(records.map(({ team }) => team)).toEqual(['search', 'shop']);
});

describe('local times', () => {
  const at = async (text: string, format = 'yyyy-MM-dd HH:mm:ss', zone = 'Europe/Berlin') => {
    const mapping = `columns: { at: { field: timestamp, format: "${format}", zone: ${zone} } }`;
    const record = await first(`model,at\nm,${text}\n`, mapping);
    return new Date(record!.timestamp).toISOString();
  };

  test.each([
    ['before the clocks go forward', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['in the hour that is skipped', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
    ['after it', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    ['in the hour that comes twice, the first', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
    ['after it', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
    ['in summer', '2026-07-01 00:00:00', '2026-06-30T22:00:00.000Z'],
  ])('%s', async (_, text, expected) => expect(await at(text)).toBe(expected));

  test.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", '2026-01-31T18:00:00.25', 'UTC', '2026-01-31T18:00:00.250Z'],
    ['MM/dd/yyyy hh:mm a', '1/31/2026 12:05 AM', 'America/New_York', '2026-01-31T05:05:00.000Z'],
    ['MM/dd/yyyy hh:mm a', '1/31/2026 12:05 pm', 'America/New_York', '2026-01-31T17:05:00.000Z'],
    ['yyyy-MM-dd HH:mm:ssXXX', '2026-10-25 02:30:00+01:00', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
    ['dd.MM.yyyy', '31.01.2026', 'Asia/Kolkata', '2026-01-30T18:30:00.000Z'],
  ])('written as %s', async (format, text, zone, expected) => expect(await at(text, format, zone)).toBe(expected));
});

test('what a cell cannot be is rejected with its column, line and field, and costs the others nothing', async () => {
  const mapping = `
columns:
  at: { field: timestamp, format: yyyy-MM-dd, zone: Europe/Berlin }
  cost: { field: provider_cost, multiply: 0.01 }`;
  const csv = 'model,at,cost\nm,2026-02-30,1\nm,2026-02-28,much\nm,2026-02-28,1\n,2026-02-28,1\nm,2026-02-28,-1\n';
  const { records, rejects, counts } = await importCsv(csv, mapping);
  expect(records).toHaveLength(1);
  expect(counts).toMatchObject({ accepted: 1, rejected: 4 });
  expect(rejects.map(({ line, field, message }) => [line, field, message])).toEqual([
    [2, 'timestamp', 'timestamp: column at has 2026-02-30, which is no time of the form yyyy-MM-dd in Europe/Berlin'],
    [3, 'provider_cost', 'provider_cost: column cost has much, which is no number'],
    [5, 'model', expect.stringContaining('model is required')],
    [6, 'provider_cost', expect.stringContaining('0 or more')],
  ]);
  expect(rejects[0]?.row).toMatchObject({ cells: { at: '2026-02-30' } });
});

test('quotes that are not as they should be cost the row, and a cell may hold lines', async () => {
  const csv = 'model,error\nm,"two\nlines"\nm,a "quote" within\nm,fine\nm,one,two\n';
  const { records, rejects } = await importCsv(csv);
  expect(records.map(({ error }) => error)).toEqual(['two\nlines', 'fine']);
  expect(rejects.map(({ line, message }) => [line, message])).toEqual([
    [4, expect.stringContaining('RFC 4180')],
    [6, 'it has 3 cells, the header names 2'],
  ]);
});

test('a quote that is never closed is told', async () => {
  const { records, rejects } = await importCsv('model,error\nm,fine\nm,"open\nm,lost\n');
  expect([records.length, rejects.map(({ message }) => message)]).toEqual([
    1,
    [expect.stringContaining('never closed')],
  ]);
});

test('a row without time is booked as of now, and told', async () => {
  const { records, counts } = await importCsv('model\nm\n');
  expect([records[0]?.timestamp, counts.untimed]).toEqual([IMPORTED_AT, 1]);
});

test.each([
  ['', undefined, 'there is no header'],
  ['a,b\n1,2\n', undefined, 'model: no column gives it. Say which one does in a mapping'],
  ['model,model\n1,2\n', undefined, 'names the column model twice'],
  ['model,Model\n1,2\n', undefined, 'model: two columns are mapped to it, model and Model'],
  ['model\nm\n', 'columns: { modell: model }', 'columns: modell: the file has no such column; it has model'],
  ['model\nm\n', 'ignore: [x]', 'columns: x: the file has no such column'],
  ['model\nm\n', 'columns: { a: modell }', 'columns.a.field: must be a field of the usage record'],
  ['model\nm\n', 'columns: { a: { field: timestamp, zone: Europe/Berlin } }', 'columns.a.zone: needs a format'],
  [
    'model\nm\n',
    'columns: { a: { field: timestamp, format: HH.mm } }',
    'columns.a.format: the pattern HH.mm has no year',
  ],
  ['model\nm\n', 'columns: { a: { field: timestamp, format: yyyy-MM-dd, zone: Mars } }', 'columns.a.zone: '],
  ['model\nm\n', 'columns: { a: { field: units, multiply: much } }', 'columns.a.multiply: must be a number'],
  ['model\nm\n', 'constants: { colour: red }', 'constants.colour: must be a field of the usage record'],
  ['model\nm\n', 'column: {}', 'unknown key column; allowed are columns, constants, ignore, delimiter'],
  ['model\nm\n', 'columns: [', 'is no YAML'],
])('%j with mapping %j is refused', async (csv, mapping, reason) => {
  expect(await refusal(csv, mapping)).toContain(reason);
});

test('records that are written as CSV are read as they were', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== '');
  const record = fc.record({
    id: text,
    model: text,
    timestamp: fc.date({ min: new Date('2001-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    user: fc.option(text, { nil: undefined }),
    input_tokens: fc.nat(),
    provider_cost: fc.integer({ min: 0, max: 10 ** 9 }).map((micro) => (micro / 1e6).toFixed(6)),
    'tags.app': fc.option(text, { nil: undefined }),
  });
  const rows = fc.uniqueArray(record, { selector: ({ id }) => id.trim(), minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t'), fc.boolean(), async (records, delimiter, bom) => {
      const csv = stringify(
        records.map((row) => ({ ...row, timestamp: row.timestamp.toISOString() })),
        { header: true, delimiter, bom, record_delimiter: '\r\n' }
      );
      const { records: read, rejects } = await importCsv(csv, `delimiter: ${JSON.stringify(delimiter)}`);
      expect(rejects).toEqual([]);
      expect(
        read.map(({ id, model, timestamp, user, input_tokens: input, provider_cost: cost, tags }) => [
          ...[id, model, timestamp, user, input, Number(cost), tags?.app],
        ])
      ).toEqual(
        records.map((row) => [
          ...[row.id, row.model, row.timestamp.getTime(), row.user],
          ...[row.input_tokens, Number(row.provider_cost), row['tags.app']],
        ])
      );
    }),
    { numRuns: 60 }
  );
});
