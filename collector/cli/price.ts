import { type Command, InvalidArgumentError, Option } from 'commander';
import { type UsageRecord } from '../../contract/record';
import { loadSettings } from '../config/load';
import { RULE_FIELDS } from '../pricing/customer-rules';
import { explainPrice } from '../pricing/explain-price';
import { type Pricing } from '../pricing/price-record';
import { priceText } from '../pricing/price-text';
import { normalizeProvider } from '../pricing/providers';
import { readAt } from './read-at';

/** Options that are a number of tokens, with the field of the record that they are. */
const TOKENS = {
  input: 'input_tokens',
  output: 'output_tokens',
  cacheRead: 'cache_read_tokens',
  cacheWrite: 'cache_write_tokens',
  cacheWrite1h: 'cache_write_1h_tokens',
  reasoning: 'reasoning_tokens',
  inputAudio: 'input_audio_tokens',
  inputImage: 'input_image_tokens',
  outputAudio: 'output_audio_tokens',
  outputImage: 'output_image_tokens',
} as const satisfies Record<string, keyof UsageRecord>;
/** Fields of the call that a customer rule can match on, but for those with an option of their own. */
const WHO = RULE_FIELDS.filter((field) => field !== 'model' && field !== 'provider');

type ExplainOptions = Partial<Record<keyof typeof TOKENS, number>> & {
  readonly provider?: string;
  readonly served?: string;
  readonly at?: string;
  readonly tier?: string;
  readonly units?: number;
  readonly unit?: string;
  readonly status: number;
  readonly field: Partial<Record<(typeof WHO)[number], string>>;
};

/** `tokenledger price explain | list`. */
export function addPriceCommands(program: Command): void {
  const price = program.command('price').description('what calls cost, and why');

  const explain = price
    .command('explain <model>')
    .description('show the price of a call, where it comes from, and what the customer pays')
    .option('--provider <name>', 'its provider; default: the one the model’s name leaves no doubt about')
    .option('--served <model>', 'the model as served')
    .option('--at <time>', 'when it was: a date or local time of the ledger’s zone, or RFC 3339; default: now')
    .option('--tier <tier>', 'tier as served: default, flex, priority, batch')
    .option('--units <number>', 'units of a service that is not billed by token', amount)
    .option('--unit <name>', 'their name, for instance image or second')
    .option('--status <code>', 'HTTP status', tokens, 200)
    .option('--field <name=value>', `who called, for customer rules: ${WHO.join(', ')}; repeatable`, field, {});
  for (const [option, name] of Object.entries(TOKENS)) {
    explain.addOption(new Option(`--${kebab(option)} <tokens>`, `its ${name}`).argParser(tokens));
  }
  explain.action((model: string, options: ExplainOptions) => {
    const { settings } = loadSettings(process.env);
    console.log(explainPrice(callOf(model, options, settings), settings.pricing));
  });

  price
    .command('list')
    .description('list the prices of models, own ones first, in USD per 1,000,000 tokens, call or unit')
    .option('--model <text>', 'text in the provider’s or model’s name', '')
    .action(({ model }: { model: string }) => {
      const lines = loadSettings(process.env).settings.pricing.prices.list(model).map(priceText);
      console.log(lines.length > 0 ? lines.join('\n') : `No price has ${model} in its name.`);
    });
}

function callOf(
  model: string,
  { provider, served, at, tier, units, unit, status, field: who, ...counts }: ExplainOptions,
  { timezone, pricing }: { timezone: string; pricing: Pricing }
): UsageRecord {
  const usage = Object.entries(TOKENS).map(([option, name]) => [name, counts[option as keyof typeof TOKENS]]);
  return {
    id: '',
    source: '',
    model,
    response_model: served,
    timestamp: at === undefined ? Date.now() : readAt(at, timezone),
    provider: provider === undefined ? derivedProvider(pricing, served, model) : normalizeProvider(provider),
    service_tier: tier,
    units,
    unit,
    status_code: status,
    ...who,
    ...(Object.fromEntries(usage) as Partial<UsageRecord>),
  };
}

function derivedProvider({ prices }: Pricing, served: string | undefined, model: string): string | undefined {
  return prices.providerOf(served ?? model) ?? prices.providerOf(model);
}

function tokens(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}

function amount(text: string): number {
  if (!/^\d{1,15}(\.\d{1,12})?$/.test(text)) {
    throw new InvalidArgumentError('It must be a number.');
  }
  return Number(text);
}

function field(text: string, others: ExplainOptions['field']): ExplainOptions['field'] {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (!(WHO as readonly string[]).includes(name)) {
    throw new InvalidArgumentError(`It must be name=value, the name one of ${WHO.join(', ')}.`);
  }
  return { ...others, [name]: value };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace('write1h', 'write-1h');
}
