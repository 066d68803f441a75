import { usageRecord, pricingFromYaml } from '../../test/pricing';
import { Catalogue } from './catalogue';
import { CATALOGUE_FILE } from './catalogue-file';

const catalogue = new Catalogue(CATALOGUE_FILE);

describe('a name leads to its entry', () => {
  test.each([
    ['openai', 'gpt-4o', 'exact', 'openai/gpt-4o'],
    ['openai', 'GPT-4o', 'exact', 'openai/gpt-4o'],
    ['openai', 'gpt-4o-2024-08-06', 'alias', 'openai/gpt-4o'],
    ['openai', 'gpt-4o-2024-05-13', 'exact', 'openai/gpt-4o-2024-05-13'],
    ['openai', 'gpt-4o-2031-01-31', 'dated suffix', 'openai/gpt-4o'],
    ['openai', 'openai/gpt-4o', 'prefix', 'openai/gpt-4o'],
    ['openai', 'openai/gpt-4o-2031-01-31', 'prefix', 'openai/gpt-4o'],
    ['litellm', 'openai/gpt-4o', 'prefix', 'openai/gpt-4o'],
    [undefined, 'openai/gpt-4o', 'prefix', 'openai/gpt-4o'],
    ['azure.ai.openai', 'azure/gpt-4o', 'prefix', 'openai/gpt-4o'],
    ['azure.ai.openai', 'o3', 'alias', 'azure/o3-2025-04-16'],
    ['azure.ai.openai', 'gpt-4o-mini', 'exact', 'openai/gpt-4o-mini'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'alias', 'anthropic/claude-haiku-4-5'],
    ['gcp.vertex_ai', 'claude-sonnet-4-5@20250929', 'alias', 'google/claude-sonnet-4-5'],
    ['gcp.gemini', 'models/gemini-2.5-flash', 'prefix', 'google/gemini-2.5-flash'],
    ['gcp.vertex_ai', 'publishers/google/models/gemini-2.5-flash', 'prefix', 'google/gemini-2.5-flash'],
    ['openrouter', 'openai/gpt-4o', 'exact', 'openrouter/openai/gpt-4o'],
    ...(
      [
        ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'alias', 'regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
        [
          'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
          'exact',
          'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
        ],
        [
          'ca.anthropic.claude-sonnet-4-5-20250929-v1:0',
          'prefix',
          'regional.anthropic.claude-sonnet-4-5-20250929-v1:0',
        ],
        ['bedrock/amazon.nova-lite-v1:0', 'alias', 'amazon.nova-lite-v1:0'],
      ] as const
    ).map(([name, how, model]) => ['aws.bedrock', name, how, `aws/${model}`] as const),
  ] as const)('%s %s by %s → %s', (provider, name, how, entry) => {
    const found = catalogue.find(provider, name);
    expect([found?.how, found && `${found.provider}/${found.model}`]).toEqual([how, entry]);
  });

  test.each([
    ['openai', 'gpt-4o-of-ours'],
    ['openai', 'anthropic/claude-haiku-4-5'],
    ['anthropic', 'gpt-4o'],
    ['my-gateway', 'gpt-4o'],
    ['my-gateway', 'openai/gpt-4o'],
    ['openai', '__proto__'],
    ['constructor', 'gpt-4o'],
    ['openai', ''],
    ['openai', '/'],
  ])('%s %s has none', (provider, name) => {
    expect(catalogue.find(provider, name)).toBeUndefined();
  });
});

describe('the provider of a model that names none', () => {
  test.each([
    ['gpt-4o', 'openai'],
    ['gpt-4o-2031-01-31', 'openai'],
    ['text-embedding-3-small', 'openai'],
    ['claude-sonnet-4-5', 'anthropic'],
    ['gemini-2.5-pro', 'gcp.gemini'],
    ['mistral-large-latest', 'mistral_ai'],
    ['deepseek-chat', 'deepseek'],
    ['sonar-pro', 'perplexity'],
    ['azure/gpt-4o', 'azure.ai.openai'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws.bedrock'],
    ['amazon.nova-lite-v1:0', 'aws.bedrock'],
    ['gpt-of-ours', undefined],
    ['my-claude-sonnet-4-5', undefined],
    ['azure/our-deployment', undefined],
    ['constructor', undefined],
  ])('of %s is %s', (model, provider) => {
    expect(catalogue.providerOf(model)).toBe(provider);
  });
});

describe('own entries and the catalogue', () => {
  const { prices } = pricingFromYaml(`
    prices:
      - { provider: openai, model: gpt-4o, from: 2026-03-01, input: 1 }
      - { model: our-alias, input: 2 }
      - { model: acme-large, input: 3 }`);
  const look = (fields: object) => {
    const found = prices.look(usageRecord({ provider: 'openai', ...fields }));
    return found && [found.origin, found.by, found.price.model];
  };

  test('own entries win by every name of the model', () => {
    expect(look({ model: 'gpt-4o' })).toEqual(['config', 'exact', 'gpt-4o']);
    expect(look({ model: 'gpt-4o-2024-08-06' })).toEqual(['config', 'alias', 'gpt-4o']);
    expect(look({ model: 'openai/gpt-4o' })).toEqual(['config', 'prefix', 'gpt-4o']);
    expect(look({ model: 'gpt-4o', provider: 'azure.ai.openai' })).toEqual(['catalogue', 'exact', 'gpt-4o']);
  });

  test('a model with entries of its own has no price before the first of them', () => {
    expect(look({ model: 'gpt-4o', timestamp: Date.UTC(2026, 1, 28) })).toBeUndefined();
  });

  test('the served model comes first, and one the book does not know leaves it to the model asked for', () => {
    expect(look({ model: 'our-alias', response_model: 'gpt-4o-mini' })).toEqual(['catalogue', 'exact', 'gpt-4o-mini']);
    expect(look({ model: 'our-alias', response_model: 'unheard-of' })).toEqual(['config', 'exact', 'our-alias']);
    expect(look({ model: 'acme-large-2026-01-01' })).toEqual(['config', 'dated suffix', 'acme-large']);
    expect(look({ model: 'acme/acme-large' })).toEqual(['config', 'prefix', 'acme-large']);
  });
});

test('every entry has a price that can be used, and each of its names leads to an entry of its provider', () => {
  for (const match of catalogue.list('')) {
    expect(match.prices.length).toBeGreaterThan(0);
    expect(match.prices.every(({ rates }) => Object.keys(rates).length > 0)).toBe(true);
  }
  for (const [provider, { models }] of Object.entries(CATALOGUE_FILE.providers)) {
    for (const model of Object.keys(models)) {
      expect(catalogue.find(provider, model)).toMatchObject({ how: 'exact', model });
    }
  }
});
