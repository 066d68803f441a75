import { type UsageRecord } from '../../../contract/record';
import { type Scope } from '../../access/scope';

/**
 * Names that tell of amounts. Fields that the collector does not know are kept as metadata, and a gateway's own
 * `response_cost` is what the provider charges.
 */
const AMOUNT = /cost|price|pricing|markup|margin|spend|billing|_fees?$|^fees?$/i;

/** A record's metadata, for those who do not see all of the money without entries whose names tell of amounts. */
export function visibleMetadata({ metadata }: UsageRecord, money: Scope['money']): Pick<UsageRecord, 'metadata'> {
  if (metadata === undefined) {
    return {};
  }
  return { metadata: money === 'all' ? metadata : (withoutAmounts(metadata) as UsageRecord['metadata']) };
}

function withoutAmounts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutAmounts);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !AMOUNT.test(name))
          .map(([name, inner]) => [name, withoutAmounts(inner)])
      )
    : value;
}
