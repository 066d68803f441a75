import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type UsageRecord } from '../../../contract/record';
import { picoFromUsd } from '../../pricing/decimal';
import { type Rating } from '../../pricing/price-record';
import { type BookedRecord } from '../../store/store';

const FOLDER = join(__dirname, 'ledgers');

/** A line of a ledger: a record with its time as text and, if it has a price, what it was booked at in USD. */
type Line = Omit<UsageRecord, 'timestamp'> & { timestamp: string; booked?: Booked };
interface Booked {
  readonly cost: string;
  readonly provider_cost: string;
  /** The provider said so; what the price list says beside it is `computed_cost`, if it says anything. */
  readonly reported?: true;
  readonly computed_cost?: string;
  readonly cache_savings?: string;
  readonly multiplier?: number;
  readonly credits?: number;
}

/** The records of a ledger written by hand. */
export function readLedger(name: string): BookedRecord[] {
  const lines = readFileSync(join(FOLDER, `${name}.ndjson`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => bookLine(JSON.parse(line) as Line));
}

function bookLine({ booked, timestamp, ...fields }: Line): BookedRecord {
  const time = Date.parse(timestamp);
  const record = {
    ...fields,
    source: fields.source ?? 'test',
    status_code: fields.status_code ?? 200,
    timestamp: time,
  };
  return { record, rating: rate(booked), receivedAt: time };
}

function rate(booked: Booked | undefined): Rating {
  const { multiplier = 1, credits = booked ? 1 : 0 } = booked ?? {};
  const amount = (usd: string | undefined) => (usd === undefined ? null : picoFromUsd(usd)!);
  const [cost, provider_cost] = [amount(booked?.cost), amount(booked?.provider_cost)];
  const computed_cost = booked?.reported ? amount(booked.computed_cost) : provider_cost;
  return {
    cost_source: !booked ? 'unpriced' : booked.reported ? 'reported' : 'computed',
    ...{ cost, provider_cost, computed_cost },
    cache_savings: amount(booked?.cache_savings),
    markup_amount: cost === null || provider_cost === null ? null : cost - provider_cost,
    ...{ components: {}, markup: 0n, fixed_fee: 0n, multiplier, credits },
    ...{ price_version: null, rule_version: null },
  };
}
