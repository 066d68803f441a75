import { type Command, InvalidArgumentError } from 'commander';
import { type UsageRecord } from '../../contract/record';
import { loadSettings } from '../config/load';
import { derive, type Derivation } from '../directory/attribute';
import { countInForce } from '../directory/directory';
import { isMatchKey, MATCH_FIELDS } from '../directory/entries';
import { readAt } from './read-at';

interface ExplainOptions {
  readonly user?: string;
  readonly key?: string;
  readonly at?: string;
  readonly field: Record<string, string>;
}

/** `tokenledger directory check | explain`. */
export function addDirectoryCommands(program: Command): void {
  const directory = program.command('directory').description('check the directory of users, teams, keys and rules');

  directory
    .command('check')
    .description('read the directory and count what is in force today')
    .action(() => {
      const { settings } = loadSettings(process.env);
      for (const { list, inForce, all } of countInForce(settings.directory, Date.now())) {
        console.log(`${list.padEnd(5)} ${inForce} in force of ${all}`);
      }
    });

  directory
    .command('explain')
    .description('show what would be derived for a call, and from which entry')
    .option('--user <user>', 'its user')
    .option('--key <label>', 'label of its API key')
    .option('--at <time>', 'when it was: a date or local time of the ledger’s zone, or RFC 3339; default: now')
    .option('--field <name=value>', 'any other field of it, for instance endpoint or tag.app; repeatable', field, {})
    .action((options: ExplainOptions) => {
      const { settings } = loadSettings(process.env);
      const call = callOf(options, settings.timezone);
      const derived = derive(call, settings.directory);
      console.log(explanation(call, derived));
    });
}

function callOf({ user, key, at, field: fields }: ExplainOptions, timezone: string): UsageRecord {
  const timestamp = at === undefined ? Date.now() : readAt(at, timezone);
  const tags = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith('tag.') ? [[name.slice(4), value]] : []
  );
  const others = Object.entries(fields).filter(([name]) => !name.startsWith('tag.'));
  const given = {
    model: '',
    ...(user ? { user } : {}),
    ...(key ? { api_key: key } : {}),
    ...Object.fromEntries(others),
  };
  return {
    id: '',
    source: '',
    status_code: 200,
    ...given,
    timestamp,
    tags: Object.fromEntries(tags) as Record<string, string>,
  };
}

function explanation({ timestamp }: UsageRecord, derived: readonly Derivation[]): string {
  const at = new Date(timestamp).toISOString();
  return derived.length === 0
    ? `At ${at} nothing is derived.`
    : [`At ${at}`, ...derived.map(({ field, value, by, origin }) => `  ${field} = ${value}  (${by}, ${origin})`)].join(
        '\n'
      );
}

function field(text: string, others: Record<string, string>): Record<string, string> {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (!isMatchKey(name)) {
    throw new InvalidArgumentError(`It must be name=value, the name one of ${MATCH_FIELDS.join(', ')}, tag.<key>.`);
  }
  return { ...others, [name]: value };
}
