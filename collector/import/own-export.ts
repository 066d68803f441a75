import { type Fields } from './import-row';

/** What a ledger adds to the records that it gives out: its own answers, which the next ledger finds for itself. */
const ADDED: ReadonlySet<string> = new Set([
  ...['received_at', 'success', 'flags', 'defaulted', 'attributed', 'cursor'],
  ...['cost', 'cost_source', 'multiplier', 'tier', 'credits', 'computed_cost', 'components'],
  ...['markup', 'markup_amount', 'fixed_fee', 'price_version', 'rule_version'],
]);
/** Before a text that a spreadsheet would take for a formula. */
const APOSTROPHE = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

/** Whether a row was given out by a ledger (`GET /api/v1/export`, the log). */
export function isOwnExport(row: Fields): boolean {
  return row.received_at !== undefined && row.cost_source !== undefined;
}

/** Such a row as it was sent once: a cost that the ledger computed was not reported by anyone. */
export function asSent(row: Fields): Fields {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([field]) => !ADDED.has(field) && (field !== 'provider_cost' || row.cost_source === 'reported')
    )
  );
}

/** A cell of its CSV, without the apostrophe. */
export function cellAsSent(cell: string): string {
  return cell.replace(APOSTROPHE, '');
}
