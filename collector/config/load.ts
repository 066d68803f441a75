import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { type z } from 'zod';
import { ConfigError, explainIssue } from './config-error';
import { contentFromConfig, contentText } from './content-schema';
import { dayPartsFromConfig, dayPartsText } from './day-parts';
import { directoryFromConfig } from './directory';
import { limitsFromConfig, limitsText } from './limits-schema';
import { pricingFromConfig, pricingText } from './pricing';
import { identityFromConfig, identityFromEnvironment, identityText } from './identity-schema';
import { policyFromConfig, policyText } from './policy-schema';
import { type Config, CONFIG_KEYS, CONFIG_SCHEMA, type ConfigKey } from './schema';
import { type Settings } from './settings';

const DEFAULT_FILE = './tokenledger.yaml';

export { ConfigError } from './config-error';

/** Where a setting's value came from. */
export type SettingSource = 'default' | 'file' | 'environment';

export interface LoadedSettings {
  readonly settings: Settings;
  /** What is configured of prices, rules, multipliers and the directory, by list, as it is audited. */
  readonly audited: Readonly<Record<string, readonly unknown[]>>;
  /** The file that was read, if there was one. */
  readonly file: string | null;
  /** Each setting as it can be printed: its value (secrets masked) and its source. */
  readonly report: ReadonlyArray<{ key: string; value: string; source: SettingSource }>;
}

/**
 * Settings from one YAML file and the environment, which wins: `TOKENLEDGER_` + the key in capitals.
 * Keys with a structure take YAML (or JSON) text there.
 */
export function loadSettings(env: Readonly<Record<string, string | undefined>>): LoadedSettings {
  const { file, values: fromFile } = readFile(env.TOKENLEDGER_CONFIG);
  const fromEnv = { ...readEnvironment(env), ...identityOverFile(env, fromFile.identity) };
  const parsed = CONFIG_SCHEMA.safeParse({ ...fromFile, ...fromEnv });
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => explain(issue, fromEnv, file)).join('\n'));
  }
  const config = parsed.data;
  return {
    audited: auditedFromConfig(config),
    settings: settingsFromConfig(config, 'directory' in fromEnv || file === null ? '.' : dirname(file)),
    file,
    report: CONFIG_KEYS.map((key) => ({
      key,
      value: printable(key, config),
      source: key in fromEnv ? 'environment' : key in fromFile ? 'file' : 'default',
    })),
  };
}

/** The directory is named by its hash alone: it is full of people. */
function auditedFromConfig({
  pricing,
  credits,
  directory,
  policy,
  capture,
  content,
}: Config): LoadedSettings['audited'] {
  return {
    price: pricing.prices,
    rule: pricing.customer,
    catalogue: [{ used: pricing.catalogue }],
    multiplier: credits.multipliers,
    directory: [{ hash: createHash('sha256').update(JSON.stringify(directory)).digest('hex') }],
    policy: [policy],
    capture: capture === 'none' ? [] : [{ capture, ...content }],
  };
}

/** Files that the settings name are relative to the folder of what names them. */
function settingsFromConfig(config: Config, folder: string): Settings {
  return {
    listen: config.listen,
    dataDir: config.data_dir,
    store: config.store,
    timezone: config.timezone,
    dayParts: dayPartsFromConfig(config.day_parts),
    logLevel: config.log_level,
    metrics: config.metrics,
    tokens: config.tokens,
    limits: limitsFromConfig(config.limits),
    content: contentFromConfig(config.capture, config.content),
    pricing: pricingFromConfig(config.pricing, config.timezone, config.credits),
    policy: policyFromConfig(config.policy),
    identity: identityFromConfig(config.identity),
    directory: directoryFromConfig(config.directory, config.timezone, folder),
  };
}

function readFile(named: string | undefined): { file: string | null; values: Record<string, unknown> } {
  const file = named || DEFAULT_FILE;
  if (!existsSync(file)) {
    if (named) {
      throw new ConfigError(`TOKENLEDGER_CONFIG: there is no file ${file}`);
    }
    return { file: null, values: {} };
  }
  let values: unknown;
  try {
    values = parseYaml(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw new ConfigError(`${file}: ${error instanceof YAMLParseError ? withoutExcerpt(error) : String(error)}`, {
      cause: error,
    });
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new ConfigError(`${file}: must hold keys and values, for instance timezone: Europe/Berlin`);
  }
  return { file, values: values as Record<string, unknown> };
}

/** What is wrong and where; the lines that it shows otherwise may hold a secret. */
function withoutExcerpt({ message }: YAMLParseError): string {
  return message.split(':\n', 1)[0]!;
}

/** Keys whose value is more than a text. */
const STRUCTURED: ReadonlySet<ConfigKey> = new Set<ConfigKey>([
  'day_parts',
  'pricing',
  'credits',
  'directory',
  'identity',
  'limits',
  'content',
  'policy',
]);

function readEnvironment(env: Readonly<Record<string, string | undefined>>): Partial<Record<ConfigKey, unknown>> {
  const values: Partial<Record<ConfigKey, unknown>> = {};
  for (const key of CONFIG_KEYS) {
    const text = env[environmentName(key)];
    if (text === undefined || text === '') {
      continue;
    }
    if (key === 'tokens') {
      values[key] = text.split(',').map((token) => token.trim());
    } else if (STRUCTURED.has(key)) {
      values[key] = yamlFromEnvironment(key, text);
    } else {
      values[key] = text;
    }
  }
  return values;
}

/** Variables for single keys of `identity` are laid over `TOKENLEDGER_IDENTITY`, or else over the file. */
function identityOverFile(
  env: Readonly<Record<string, string | undefined>>,
  fromFile: unknown
): Partial<Record<ConfigKey, unknown>> {
  const single = identityFromEnvironment(env, (text) => yamlFromEnvironment('identity_user_from', text));
  if (Object.keys(single).length === 0) {
    return {};
  }
  const whole = env.TOKENLEDGER_IDENTITY ? yamlFromEnvironment('identity', env.TOKENLEDGER_IDENTITY) : fromFile;
  return { identity: { ...(typeof whole === 'object' ? whole : {}), ...single } };
}

function yamlFromEnvironment(key: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new ConfigError(`${environmentName(key)}: must be YAML or JSON`, { cause: error });
  }
}

/** Name of the environment variable of a setting. */
export function environmentName(key: string): string {
  return `TOKENLEDGER_${key.toUpperCase()}`;
}

function explain(issue: z.core.$ZodIssue, fromEnv: object, file: string | null): string {
  const [first] = issue.path;
  const origin =
    first !== undefined && String(first) in fromEnv ? environmentName(String(first)) : (file ?? 'settings');
  return explainIssue(issue, origin);
}

/** Values as text; of tokens only role and label. */
function printable(key: ConfigKey, config: Config): string {
  switch (key) {
    case 'tokens':
      return config.tokens.map(({ role, label }) => `${role}:${label}:***`).join(', ') || 'none';
    case 'day_parts':
      return dayPartsText(config.day_parts);
    case 'pricing':
      return pricingText(config.pricing);
    case 'credits':
      return `${config.credits.multipliers.length} multipliers`;
    case 'limits':
      return limitsText(config.limits);
    case 'content':
      return contentText(config.content);
    case 'directory':
      return directoryText(config.directory);
    case 'identity':
      return identityText(config.identity);
    case 'policy':
      return policyText(config.policy);
    case 'listen':
      return `${config.listen.host}:${config.listen.port}`;
    case 'data_dir':
    case 'store':
    case 'timezone':
    case 'log_level':
    case 'metrics':
    case 'capture':
      return config[key];
  }
}

function directoryText({ file, ...lists }: Config['directory']): string {
  const counts = Object.entries(lists).flatMap(([name, { length }]) => (length > 0 ? [`${length} ${name}`] : []));
  return [...counts, ...file].join(', ') || 'none';
}
