import { type RowRule, type Scope } from '../scope';

const MONEY = {
  none: 'and no amounts',
  customer: 'and what the customer pays',
  all: 'what the customer pays and what the provider charges',
} as const;

/** What the one asking sees, as a sentence. */
export function describeScope({ rows, user, money, hiddenDimensions, notice }: Scope): string {
  if (rows !== 'all' && rows.length === 0) {
    return 'You see nothing.';
  }
  const hidden = hiddenDimensions.length > 0 ? `, but nothing by ${hiddenDimensions.join(' or ')}` : '';
  return `You see ${rows === 'all' ? 'all requests' : rows.map((rule) => describeRule(rule, user)).join(' and ')}, ${MONEY[money]}${hidden}.${notice === undefined ? '' : ` ${notice}`}`;
}

function describeRule(rule: RowRule, me: string | null): string {
  const { user, ...others } = rule;
  const isOwn = me !== null && user?.length === 1 && user[0] === me;
  const named = isOwn ? others : rule;
  const fields = Object.entries(named).map(([field, values]) => `${field} ${values.join(' or ')}`);
  const of = fields.length > 0 ? ` of ${fields.join(' and ')}` : '';
  return isOwn ? `your own requests${of}` : `the requests${of}`;
}
