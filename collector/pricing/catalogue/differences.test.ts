import { type CatalogueModel } from './catalogue-file';
import { catalogueText } from './catalogue-text';
import { differences } from './differences';

const source = { package: 'p', version: '1', licence: 'MIT', url: 'u', date: '2026-01-01' };

function providers(models: Record<string, CatalogueModel>) {
  return { acme: { models } };
}

test('models that are new, gone or have other prices or names are told with old and new price', () => {
  const before = providers({
    gone: { prices: [{ input: 1, output: 2 }] },
    same: { prices: [{ input: 1 }] },
    dearer: { prices: [{ input: 1, tiers: [{ above: 200_000, input: 2 }] }] },
    renamed: { match: ['a'], prices: [{ unit: 0.5, unit_name: 'second' }] },
  });
  const after = providers({
    same: { prices: [{ input: 1 }] },
    dearer: { prices: [{ input: 1 }, { from: '2026-02-01', hours: ['00:30', '16:30'], input: 1.5 }] },
    fresh: { prices: [{ input: 0, output: 0 }] },
    renamed: { match: ['a', 'b*'], prices: [{ unit: 0.5, unit_name: 'second' }] },
  });
  expect(differences(before, after)).toEqual([
    '~ acme/dearer: input 1, above 200000: input 2 → input 1; from 2026-02-01 00:30–16:30 UTC: input 1.5',
    '+ acme/fresh: input 0 output 0',
    '- acme/gone: input 1 output 2',
    '~ acme/renamed: names ["a"] → ["a","b*"]',
  ]);
  expect(differences(after, after)).toEqual([]);
});

test('a provider that serves other models is told', () => {
  const models = { m: { prices: [{ input: 1 }] } };
  expect(differences({ a: { models } }, { a: { fallback: ['b'], models } })).toEqual(['~ a: {} → {"fallback":["b"]}']);
});

test('the file has one model a line and reads as it was written', () => {
  const file = {
    source,
    providers: { a: { match: ['x*'], models: { m: { prices: [{ input: 1 }] }, n: { prices: [{ input: 0.1 }] } } } },
  };
  const text = catalogueText(file);
  expect(JSON.parse(text)).toEqual(file);
  expect(text).toContain('\n"n":{"prices":[{"input":0.1}]}\n');
});
