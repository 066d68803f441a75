import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { ConfigError, loadSettings } from './load';

const file = join(temporaryFolder(), 'tokenledger.yaml');

/** Why a configuration is refused. */
function refusal(yaml: string, env: Record<string, string> = {}): string {
  writeFileSync(file, yaml);
  try {
    loadSettings({ TOKENLEDGER_CONFIG: file, ...env });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return 'accepted';
}

describe('the file is refused with the key’s path and what is allowed', () => {
  test.each([
    ['timezon: UTC', 'unknown key timezon; allowed are listen, data_dir, store, timezone,'],
    ['constructor: x', 'unknown key constructor; allowed are'],
    ['pricing: { price: [] }', 'unknown key pricing.price; allowed are prices, customer'],
    [
      'pricing: { prices: [{ model: m, inputt: 1 }] }',
      'unknown key pricing.prices[0].inputt; allowed are provider, model,',
    ],
    ['pricing: { customer: [{ mark_up: 1 }] }', 'unknown key pricing.customer[0].mark_up; allowed are match,'],
    [
      'pricing: { customer: [{ match: { teams: x } }] }',
      'unknown key pricing.customer[0].match.teams; allowed are team,',
    ],
    ['timezone: Mars/Olympus', 'timezone: must be an IANA time zone'],
    ['timezone: "+02:00"', 'timezone: must be an IANA time zone'],
    ['timezone: 5', 'timezone: Invalid input: expected string'],
    ['data_dir: ""', 'data_dir: '],
    ['store: postgres', 'store: Invalid input: expected "sqlite"'],
    ['log_level: loud', 'log_level: Invalid option: expected one of "fatal"|"error"'],
    ['listen: 4319', 'listen: Invalid input: expected string'],
    ['listen: "4319"', 'listen: must be host:port'],
    ['listen: localhost', 'listen: must be host:port'],
    ['listen: 127.0.0.1:65536', 'listen: must be host:port'],
    ['listen: ::1:4319', 'listen: must be host:port'],
    ['listen: http://127.0.0.1:4319', 'listen: must be host:port'],
    ['tokens: read:a-long-secret', 'tokens: Invalid input: expected array'],
    [
      'tokens: ["owner:a-long-secret"]',
      'tokens[0]: must be role[:label]:secret, role one of ingest, read, delegate, admin',
    ],
    ['tokens: ["read:short"]', 'tokens[0]: must be role[:label]:secret'],
    ['tokens: ["read::a-long-secret"]', 'tokens[0]: must be role[:label]:secret'],
    ['tokens: ["read:grafana:a secret with blanks"]', 'tokens[0]: must be role[:label]:secret'],
    ['tokens: ["read:grafana:a-sécret-ünd"]', 'tokens[0]: must be role[:label]:secret'],
    ['tokens: ["read:one:the-same-secret", "admin:two:the-same-secret"]', 'tokens[1]: must have a secret of its own'],
    ['tokens: [5]', 'tokens[0]: Invalid input: expected string'],
    ['pricing: { prices: [{ input: 1 }] }', 'pricing.prices[0].model: Invalid input: expected string'],
    ['pricing: { prices: [{ model: m, input: -1 }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, input: true }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, input: }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, input: 0.0000000000001 }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, input: 1e9 }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, input: .inf }] }', 'pricing.prices[0].input: must be a decimal'],
    ['pricing: { prices: [{ model: m, from: 01.02.2026 }] }', 'pricing.prices[0].from: must be a date'],
    ['pricing: { prices: [{ model: m, from: 2026-02-30 }] }', 'pricing.prices[0].from: must be a date'],
    ['pricing: { prices: [{ model: m, from: 2026-13-01 }] }', 'pricing.prices[0].from: must be a date'],
    ['pricing: { prices: [{ model: m, from: "2026-01-01T25:00" }] }', 'pricing.prices[0].from: must be a date'],
    [
      'pricing: { prices: [{ model: m, from: 2026-02-01, to: 2026-01-01 }] }',
      'pricing.prices[0].to: must lie after from',
    ],
    [
      'pricing: { prices: [{ model: m, from: 2026-02-01, to: 2026-02-01T00:00 }] }',
      'pricing.prices[0].to: must lie after from',
    ],
    ['pricing: { customer: [{ from: 2026-02-01, to: 2026-01-01 }] }', 'pricing.customer[0].to: must lie after from'],
    ['pricing: { customer: [{ markup: 25% }] }', 'pricing.customer[0].markup: must be a decimal'],
    [
      'pricing: { customer: [{ fee_on: some }] }',
      'pricing.customer[0].fee_on: Invalid option: expected one of "success"|"all"',
    ],
    ['pricing: { catalogue: maybe }', 'pricing.catalogue: must be true or false'],
    [
      'pricing: { prices: [{ model: m, tiers: [{ input: 1 }] }] }',
      'pricing.prices[0].tiers[0].above: must be a whole number of tokens from 1 on',
    ],
    [
      'pricing: { prices: [{ model: m, tiers: [{ above: 9, input: 1 }, { above: 9 }] }] }',
      'pricing.prices[0].tiers: must begin at different numbers of tokens',
    ],
    ['credits: { multipliers: [{ model: m }] }', 'credits.multipliers[0].multiplier: must be a decimal'],
    [
      'credits: { multipliers: [{ model: m, multiplier: 1001 }] }',
      'credits.multipliers[0].multiplier: must be a decimal from 0 to 1000 with at most 6 digits after the point',
    ],
    ['pricing: 5', 'pricing: Invalid input: expected object'],
    ['- a\n- b', 'must hold keys and values'],
    ['just text', 'must hold keys and values'],
  ])('%j', (yaml, reason) => {
    const message = refusal(yaml);
    expect(message).toContain(reason);
    expect(message.startsWith(`${file}: `)).toBe(true);
  });
});

describe('a variable is refused by its name', () => {
  test.each([
    ['TIMEZONE', 'Mars', 'TOKENLEDGER_TIMEZONE: timezone: must be an IANA time zone'],
    ['LISTEN', 'here', 'TOKENLEDGER_LISTEN: listen: must be host:port'],
    ['STORE', 'mongo', 'TOKENLEDGER_STORE: store: '],
    ['TOKENS', 'read:a-long-secret,nonsense', 'TOKENLEDGER_TOKENS: tokens[1]: must be role[:label]:secret'],
    ['PRICING', '{ unclosed', 'TOKENLEDGER_PRICING: must be YAML or JSON'],
    ['PRICING', '{ price: [] }', 'TOKENLEDGER_PRICING: unknown key pricing.price; allowed are prices, customer'],
  ])('TOKENLEDGER_%s=%s', (name, value, reason) => {
    expect(refusal('', { [`TOKENLEDGER_${name}`]: value })).toContain(reason);
  });
});

test('all that is wrong is said at once', () => {
  expect(refusal('{ timezone: Mars, listen: here }').split('\n')).toHaveLength(2);
});

test('the place of a mistake in the file is told, and no secret near it', () => {
  const message = refusal('timezone: UTC\ntokens: ["read:grafana:a-long-secret"\nlisten: x');
  expect(message).toMatch(/ line \d+, column \d+/);
  expect(message).not.toContain('a-long-secret');
  expect(refusal('tokens: ["reader:a-long-secret"]')).not.toContain('a-long-secret');
  expect(refusal('', { TOKENLEDGER_TOKENS: 'a-long-secret' })).not.toContain('a-long-secret');
});
