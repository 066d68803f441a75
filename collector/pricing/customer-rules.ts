import { type UsageRecord } from '../../contract/record';
import { type Pico } from './decimal';

/** Fields a customer rule can match on. */
export const RULE_FIELDS = ['team', 'organization', 'project', 'api_key', 'user', 'model', 'provider'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/** What the customer pays on top of the provider's cost, valid in [from, to). */
export interface CustomerRule {
  readonly match: Readonly<Partial<Record<RuleField, string>>>;
  readonly from: number;
  readonly to: number;
  /** Share of the provider's cost, in 10⁻¹². */
  readonly markup: bigint;
  /** Per call. */
  readonly fee: Pico;
  /** `all`: failed calls pay the fee too. */
  readonly feeOn: 'success' | 'all';
  /** Names the rule in stored records. */
  readonly version: string;
}

/** The first rule that matches the record at its own time. */
export function findCustomerRule(rules: readonly CustomerRule[], record: UsageRecord): CustomerRule | undefined {
  return rules.find(
    (rule) =>
      rule.from <= record.timestamp &&
      record.timestamp < rule.to &&
      RULE_FIELDS.every((field) => rule.match[field] === undefined || rule.match[field] === record[field])
  );
}
