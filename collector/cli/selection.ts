import { type Command, Option } from 'commander';
import { DIMENSIONS, type DimensionId } from '../../contract/dimensions';
import { type Selection } from '../journal/repair';
import { type Filter } from '../store/store';
import { readAt } from './read-at';

/** Dimensions that a command selects records by, each with an option of its name. */
const BY = ['model', 'provider', 'team', 'project', 'source', 'response_model', 'service_tier'] as const;

export type SelectionOptions = Partial<Record<'from' | 'to', string>> & Record<string, unknown>;

/** Options that say which records a command is about. */
export function addSelection(command: Command): Command {
  command.option('--from <time>', 'calls from this time on, for instance 2026-01-01 (in the ledger’s zone)');
  command.option('--to <time>', 'calls before this time');
  for (const id of BY) {
    const title = DIMENSIONS.find((dimension) => dimension.id === id)!.title.toLowerCase();
    command.addOption(new Option(`--${id.replace('_', '-')} <name...>`, `calls of this ${title}`));
  }
  return command;
}

export function readSelection(options: SelectionOptions, timezone: string, ...filters: Filter[]): Selection {
  const chosen = BY.flatMap((id: DimensionId): Filter[] => {
    const values = options[id.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase())];
    return Array.isArray(values) ? [{ dimension: id, operator: '=', values: values as string[] }] : [];
  });
  return {
    from: options.from === undefined ? 0 : readAt(options.from, timezone, '--from'),
    to: options.to === undefined ? Number.MAX_SAFE_INTEGER : readAt(options.to, timezone, '--to'),
    filters: [...chosen, ...filters],
  };
}

/** The options as they were given, for the audit log. */
export function selectionJson({ from, to, ...options }: SelectionOptions): Record<string, unknown> {
  const { reason: _reason, apply: _apply, ...rest } = options;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...rest };
}
