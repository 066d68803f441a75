import { type Command } from 'commander';
import { commandActor } from '../audit/record-act';
import { ConfigError } from '../config/load';
import { reattribution } from '../journal/reattribute';
import { type Repair } from '../journal/repair';
import { byMonthAndModel, monthOf, repricing } from '../journal/reprice';
import { type Filter } from '../store/store';
import { withLedger } from './with-ledger';
import { runRepair } from './run-repair';
import { addSelection, readSelection, selectionJson, type SelectionOptions } from './selection';

interface RepairOptions extends SelectionOptions {
  readonly reason?: string;
  readonly apply?: boolean;
  readonly rules?: boolean;
  readonly unpricedOnly?: boolean;
}

const UNPRICED: Filter = { dimension: 'cost_source', operator: '=', values: ['unpriced'] };

/** `tokenledger reprice` and `tokenledger reattribute`. */
export function addRepairCommands(program: Command): void {
  repairCommand(program, 'reprice', 'price records anew with the prices configured now; shows what would change')
    .option('--unpriced-only', 'only records that have no price')
    .option('--rules', 'also apply the customer rules and multipliers configured now; else each record keeps its own')
    .action(async (options: RepairOptions) => {
      await withLedger(async (store, { pricing, timezone }) => {
        const { rules = false, unpricedOnly = false } = options;
        const repair: Repair = {
          ...acting(options),
          kind: 'reprice',
          selection: readSelection(options, timezone, ...(unpricedOnly ? [UNPRICED] : [])),
          change: repricing(pricing, { rules }),
          groupOf: byMonthAndModel(timezone),
        };
        await runRepair(store, repair, { apply: options.apply ?? false, heads: ['month', 'model'] });
      });
    });

  repairCommand(program, 'reattribute', 'ask the directory anew whose records are; shows what would change')
    .option('--rules', 'also price with the customer rules configured now, which may depend on the team')
    .action(async (options: RepairOptions) => {
      await withLedger(async (store, { directory, pricing, timezone }) => {
        const repair: Repair = {
          ...acting(options),
          kind: 'reattribute',
          selection: readSelection(options, timezone),
          change: reattribution(directory, options.rules ? pricing : null),
          groupOf: (before, after) => [
            monthOf(before.record.timestamp, timezone),
            before.record.team ?? '(none)',
            after.record.team ?? '(none)',
          ],
        };
        await runRepair(store, repair, { apply: options.apply ?? false, heads: ['month', 'old team', 'new team'] });
      });
    });
}

function repairCommand(program: Command, name: string, description: string): Command {
  return addSelection(program.command(name).description(description))
    .option('--reason <text>', 'why, for the audit log; needed with --apply')
    .option('--apply', 'do it');
}

function acting(options: RepairOptions): Pick<Repair, 'actor' | 'reason' | 'details' | 'clock'> {
  if (options.apply && !options.reason?.trim()) {
    throw new ConfigError('--reason is required with --apply: it says in the audit log why this was done');
  }
  const reason = options.reason?.trim() ?? '';
  return { actor: commandActor(), reason, details: { selection: selectionJson(options) }, clock: Date.now };
}
