import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fullScope } from '../../access/scope';
import { type Settings } from '../../config/settings';
import { type AggregateRequest, type Store } from '../../store/store';
import { withLedger } from '../with-ledger';
import { error, type Finding, ok, warning } from './finding';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** When this was written: no clock that is right says less. */
const EARLIEST = Date.UTC(2026, 0, 1);

/** Whether the clock can be right, the ledger is whole, records arrive, and they have prices. */
export async function checkLedger(settings: Settings, now: number): Promise<Finding[]> {
  const clock =
    now < EARLIEST
      ? error('clock', `it says ${new Date(now).toISOString()}`, 'Set the clock: records are filed by it.')
      : ok('clock', new Date(now).toISOString());
  if (!existsSync(join(settings.dataDir, 'ledger.db'))) {
    return [clock, warning('ledger', 'there is none yet', 'It is made at the first start: tokenledger serve')];
  }
  try {
    return await withLedger(
      async (store) => [clock, await checkStore(store), ...(await checkRecords(store, now))],
      settings
    );
  } catch (reason) {
    const text = reason instanceof Error ? reason.message : String(reason);
    return [clock, error('ledger', `it cannot be read: ${text}`, 'Restore the data folder from a backup, or update.')];
  }
}

async function checkStore(store: Store): Promise<Finding> {
  const broken = await store.check();
  return broken.length === 0
    ? ok('ledger', 'its files are whole')
    : error('ledger', broken.join('; '), 'Stop the collector, keep a copy of the data folder, and restore a backup.');
}

async function checkRecords(store: Store, now: number): Promise<Finding[]> {
  const recent: AggregateRequest = {
    ...{ from: now - 30 * DAY, to: now + 8 * DAY, filters: [], groupBy: ['model'], buckets: null, keep: null },
    measures: ['requests', 'unpriced_requests', 'last_received_at'],
  };
  const rows = await store.aggregate(fullScope(), recent);
  if (rows.length === 0) {
    return [
      warning('records', 'there are none of the last 30 days', 'Send some: POST /api/v1/records, see docs/records.md'),
    ];
  }
  const age = now - Math.max(...rows.map(({ cell }) => cell.count('last_received_at')));
  const requests = rows.reduce((sum, { cell }) => sum + cell.count('requests'), 0);
  const unpriced = rows.filter(({ cell }) => cell.count('unpriced_requests') > 0);
  const missing = unpriced.reduce((sum, { cell }) => sum + cell.count('unpriced_requests'), 0);
  const models = unpriced
    .sort((a, b) => b.cell.count('unpriced_requests') - a.cell.count('unpriced_requests'))
    .slice(0, 3)
    .map(({ group }) => String(group[0]));
  return [
    checkAge(age),
    missing === 0
      ? ok('prices', `all ${requests} calls of the last 30 days have one`)
      : warning(
          'prices',
          `${missing} of ${requests} calls of the last 30 days (${((100 * missing) / requests).toFixed(1)} %) have none, most of ${models.join(', ')}`,
          'Add prices to tokenledger.yaml: pricing.prices, see docs/configuration.md'
        ),
  ];
}

function checkAge(age: number): Finding {
  const text = `the newest arrived ${Math.round(age / MINUTE)} minutes ago`;
  if (age < -MINUTE) {
    return error('records', 'the newest arrived in the future: the clock was set back', 'Set the clock.');
  }
  return age > DAY
    ? warning('records', text, 'Look at what sends them: its address, its token, its log.')
    : ok('records', text);
}
