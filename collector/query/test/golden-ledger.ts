import { booked, usd } from '../../store/conformance/bookings';
import { type BookedRecord } from '../../store/store';

/** What the provider charges, 25 % on top and a fee of 0.01. */
function charged(provider: string, cost: string) {
  const [provider_cost, total, fixed_fee] = [usd(provider), usd(cost), usd('0.01')];
  return {
    cost_source: 'computed' as const,
    provider_cost,
    cost: total,
    markup: usd('0.25'),
    markup_amount: total - provider_cost - fixed_fee,
    fixed_fee,
    credits: 1,
  };
}

const FREE = { cost_source: 'computed' as const, provider_cost: 0n, cost: 0n, markup_amount: 0n };
const SEARCH = { team: 'search', user: 'ada', model: 'acme-large', provider: 'acme' };

/** A small ledger around the night in which Berlin's clocks go back: Sunday, 26 October 2025. */
export const GOLDEN_LEDGER: readonly BookedRecord[] = [
  // 02:30 twice: in summer time, and an hour later in winter time.
  booked(
    {
      ...SEARCH,
      id: '1',
      timestamp: Date.UTC(2025, 9, 26, 0, 30),
      input_tokens: 1_000,
      output_tokens: 200,
      latency_ms: 900,
    },
    charged('0.1', '0.135')
  ),
  booked(
    {
      ...SEARCH,
      id: '2',
      timestamp: Date.UTC(2025, 9, 26, 1, 30),
      input_tokens: 3_000,
      output_tokens: 400,
      latency_ms: 1_500,
    },
    charged('0.2', '0.26')
  ),
  // A failed call that cost nothing, and its retry.
  booked(
    {
      ...SEARCH,
      id: '3',
      timestamp: Date.UTC(2025, 9, 26, 10),
      status_code: 429,
      error_type: 'http_429',
      latency_ms: 30,
    },
    FREE
  ),
  booked(
    {
      ...SEARCH,
      id: '4',
      timestamp: Date.UTC(2025, 9, 26, 10, 0, 1),
      attempt_of: '3',
      input_tokens: 100,
      output_tokens: 20,
      rating: 4,
    },
    charged('0.01', '0.0225')
  ),
  // No price is known for this model.
  booked({
    id: '5',
    timestamp: Date.UTC(2025, 9, 26, 12),
    team: 'ads',
    user: 'bob',
    model: 'homemade-7b',
    input_tokens: 500,
    output_tokens: 50,
  }),
  // The next day, nobody’s.
  booked(
    {
      id: '6',
      timestamp: Date.UTC(2025, 9, 27, 8),
      model: 'acme-small',
      input_tokens: 10,
      output_tokens: 1,
      latency_ms: 100,
    },
    charged('0.000000000001', '0.010000000001')
  ),
];
