import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { temporaryFolder } from '../test/temporary-folder';
import { addPriceCommands } from './price';

/** What `tokenledger price …` prints. */
function price(...args: string[]): string {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(
    file,
    `timezone: Europe/Berlin
pricing:
  prices: [{ provider: acme, model: acme-large, from: 2026-01-01, input: 1.25, output: 10, service_tier: batch }]
  customer: [{ match: { team: search }, markup: 0.25, fee: 0.01 }]`
  );
  const print = jest.spyOn(console, 'log').mockImplementation();
  const env = process.env;
  process.env = { TOKENLEDGER_CONFIG: file };
  try {
    const program = new Command('tokenledger').exitOverride().configureOutput({ writeErr: () => {} });
    addPriceCommands(program);
    program.commands.forEach((command) =>
      command.commands.forEach((sub) => sub.exitOverride().configureOutput({ writeErr: () => {} }))
    );
    program.parse(['price', ...args], { from: 'user' });
    return print.mock.calls.flat().join('\n');
  } finally {
    process.env = env;
    print.mockRestore();
  }
}

describe('price explain', () => {
  test('takes the provider from the model’s name, and dates of the ledger’s zone', () => {
    const text = price('explain', 'gpt-4o', '--input', '1000', '--cache-read', '400', '--at', '2026-03-01');
    expect(text).toContain('call        openai/gpt-4o at 2026-02-28T23:00:00.000Z, tier default');
    expect(text).toContain('cache_read      400 tokens × 1.25 USD per million = 0.0005');
  });

  test('takes every kind of token', () => {
    const kinds = ['input', 'output', 'cache-read', 'cache-write', 'cache-write-1h', 'reasoning', 'output-audio'];
    const text = price('explain', 'claude-haiku-4-5', ...kinds.flatMap((kind) => [`--${kind}`, '10']));
    expect(text).toContain('cache_write_1h  10 tokens × 2 USD per million = 0.00002');
  });

  test('shows own prices of a tier and what the customer pays', () => {
    const args = ['--provider', 'acme', '--tier', 'batch', '--input', '1000000', '--field', 'team=search'];
    const text = price('explain', 'acme-large', ...args);
    expect(text).toContain('config:acme/acme-large@2026-01-01');
    expect(text).toContain('customer    1.5725 USD');
  });

  test.each([
    [['--input', 'many'], /whole number/],
    [['--field', 'planet=mars'], /one of team, organization, project, api_key, user/],
    [['--at', 'yesterday'], /--at yesterday: must be a date/],
  ])('refuses %j', (args, reason) => {
    expect(() => price('explain', 'm', ...args)).toThrow(reason);
  });
});

test('price list shows own prices before the catalogue’s', () => {
  expect(price('list', '--model', 'acme')).toBe('config:acme/acme-large@2026-01-01 (tier batch): input 1.25 output 10');
  expect(price('list', '--model', 'openai/o3@')).toBe('No price has openai/o3@ in its name.');
  expect(price('list', '--model', 'openai/gpt-4o-mini').split('\n')[0]).toMatch(
    /^genai-prices@\S+:openai\/gpt-4o-mini@always: input 0.15 output 0.6 cache_read 0.075$/
  );
});
