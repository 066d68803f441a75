import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLines } from './csv';

test('lines end in CRLF, and cells are quoted where they have to be', () => {
  expect(
    csvLines([
      ['a', 'b'],
      ['x,y', 'say "hi"'],
      ['two\nlines', null],
    ])
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '-'])(
  'the text %j is kept from being a formula',
  (text) => {
    expect(parse(csvLines([[text]]), { record_delimiter: '\r\n' })).toEqual([[`'${text}`]]);
  }
);

test('numbers are numbers, negative ones too', () => {
  expect(csvLines([[-1, 0, 1e-7, -0.5, { decimal: '-0.000000000001' }, { decimal: '0' }, true, false]])).toBe(
    '-1,0,1e-7,-0.5,-0.000000000001,0,true,false\r\n'
  );
});

test('any text is read back as it was, but for the apostrophe before a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), (texts) => {
      const [read]: string[][] = parse(csvLines([['x', ...texts]]), { record_delimiter: '\r\n' });
      const undone = read!.slice(1).map((text, index) => (text === `'${texts[index]}` ? texts[index] : text));
      expect(undone).toEqual(texts);
    })
  );
});
