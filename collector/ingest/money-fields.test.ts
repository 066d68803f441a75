import { NOW } from '../test/start-collector';
import { readRecord } from './read-record';

function read(fields: object) {
  const outcome = readRecord({ id: 'a', model: 'm', ...fields }, { source: 's', now: NOW });
  return 'message' in outcome ? outcome : outcome.record;
}

describe.each(['provider_cost', 'saved_cost'] as const)('%s', (field) => {
  test.each([
    [0, '0'],
    ['0', '0'],
    [0.1, '0.1'],
    ['0.1', '0.1'],
    ['0.123456789012', '0.123456789012'],
    [1e-7, '0.0000001'],
    ['1.5E-6', '0.0000015'],
    ['+2.50', '2.5'],
    [' 3. ', '3'],
    ['.5', '0.5'],
    [1_000_000, '1000000'],
    ['1000000.000000000000', '1000000'],
    ['0.0000000000005', '0'],
    ['0.0000000000015', '0.000000000002'],
  ])('takes %j as the plain decimal %s', (value, decimal) => {
    expect(read({ [field]: value })).toMatchObject({ [field]: decimal });
  });

  test.each([
    [-1, '0 or more'],
    ['-0.01', '0 or more'],
    [1_000_000.01, 'at most 1000000 USD'],
    ['1000000.000000000001', 'at most 1000000 USD'],
    ['1e999', 'at most 1000000 USD'],
    ['0,5', 'decimal text'],
    ['$5', 'decimal text'],
    ['1e', 'decimal text'],
    ['.', 'decimal text'],
    ['NaN', 'decimal text'],
    ['0x1', 'decimal text'],
    ['1'.repeat(65), 'decimal text'],
    [true, 'decimal text'],
    [[1], 'decimal text'],
    [{}, 'decimal text'],
  ])('refuses %j: it must be %s', (value, words) => {
    expect(read({ [field]: value })).toEqual({ id: 'a', field, message: expect.stringContaining(`${field} must be `) });
    expect(read({ [field]: value })).toEqual(expect.objectContaining({ message: expect.stringContaining(words) }));
  });
});

describe('currency', () => {
  test.each([['USD'], ['usd'], [''], [null]])('may be %j', (currency) => {
    const record = read({ currency, provider_cost: 1 });
    expect(record).toMatchObject({ provider_cost: '1' });
    expect(record).not.toHaveProperty('currency');
  });

  test.each([['EUR'], ['US'], ['USDT'], [840], [['USD']]])('%j is rejected by name', (currency) => {
    expect(read({ currency, provider_cost: 1 })).toEqual({
      id: 'a',
      field: 'currency',
      message: expect.stringMatching(/^currency must be /),
    });
  });
});
