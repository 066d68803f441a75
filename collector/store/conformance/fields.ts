import { type UsageRecord } from '../../../contract/record';
import { type Rating } from '../../pricing/price-record';
import { type BookedRecord } from '../store';
import { booked, freshStore, type OpenStore, readLog, usd } from './bookings';

/** Every field there is, each with a value of its own. */
const FULL: Required<UsageRecord> = {
  id: 'full',
  source: 'gateway',
  timestamp: 1_767_225_599_999,
  model: 'acme-large',
  user: 'ada@example.org',
  team: 'search',
  organization: 'Acme GmbH & Söhne',
  project: "o'hara; DROP TABLE record",
  api_key: 'key-1',
  environment: 'production',
  task: 'summaries',
  configuration: 'v2',
  session: 's-1',
  provider: 'acme',
  response_model: 'acme-large-2026-01-01',
  region: 'eu-1',
  operation: 'chat',
  endpoint: '/v1/chat/completions',
  stream: false,
  service_tier: 'flex',
  input_tokens: 1_000_000_000_000,
  output_tokens: 12,
  cache_read_tokens: 13,
  cache_write_tokens: 14,
  cache_write_1h_tokens: 15,
  input_audio_tokens: 16,
  input_image_tokens: 17,
  reasoning_tokens: 18,
  output_audio_tokens: 19,
  output_image_tokens: 0,
  units: 2.5,
  unit: 'second',
  status_code: 429,
  error: 'Rate limit\n"reached" 🛑',
  error_type: 'http_429',
  latency_ms: 0.1,
  time_to_first_token_ms: 1e-7,
  provider_cost: '0.100000000000000001',
  cache_hit: true,
  saved_cost: '0.000000000001',
  rating: 4.5,
  attempt_of: 'first',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  span_id: '00f067aa0ba902b7',
  reservation: 'r-1',
  tags: { region: 'eu', 'with.dot': '', ä: '1' },
  metadata: { temperature: 0.1, nested: { list: [1, 'two', null, true] } },
  flags: ['clock_ahead', 'parts_exceed_whole'],
  defaulted: ['status_code', 'error_type'],
  attributed: { team: 'directory:users', project: 'rule:2' },
};

const RATING: Rating = {
  cost_source: 'reported',
  provider_cost: usd('999999.999999999999'),
  computed_cost: usd('999999.999999999998'),
  components: { input: usd('999999'), cache_write_1h: usd('0.999999999998') },
  cost: usd('1249999.999999999998'),
  markup: usd('0.25'),
  markup_amount: usd('249999.999999999999'),
  fixed_fee: usd('0.000000000001'),
  cache_savings: usd('-0.000001000001'),
  multiplier: 0.333333,
  credits: 2.5,
  price_version: 'catalogue@2026-01',
  rule_version: 'config:1@2026',
};

export function fieldTests(open: OpenStore): void {
  const store = freshStore(open);

  async function kept(booking: BookedRecord): Promise<BookedRecord> {
    await store().append([booking]);
    const { record, rating, receivedAt } = (await readLog(store()))[0]!;
    return { record, rating, receivedAt };
  }

  it('come back as they were booked, every one of them', async () => {
    const booking = { record: FULL, rating: RATING, receivedAt: 1_767_225_600_001 };
    expect(await kept(booking)).toEqual(booking);
  });

  it('that were absent stay absent', async () => {
    const { record } = booked({ id: 'bare' });
    expect(Object.keys((await kept(booked({ ...record }))).record).sort()).toEqual(Object.keys(record).sort());
  });

  it('of nothing stay apart from absent ones', async () => {
    const nothing = { input_tokens: 0, latency_ms: 0, stream: false, cache_hit: false, provider_cost: '0', tags: {} };
    expect((await kept(booked(nothing))).record).toMatchObject(nothing);
  });

  it('of money may be unknown, free or as small as a picodollar', async () => {
    const unknown = booked({ id: '1' });
    const free = booked({ id: '2' }, { cost_source: 'computed', cost: 0n, provider_cost: 0n, markup_amount: 0n });
    const tiny = booked({ id: '3' }, { cost_source: 'computed', cost: 1n, provider_cost: 2n, markup_amount: -1n });
    await store().append([unknown, free, tiny]);
    const ratings = new Map((await readLog(store())).map(({ record, rating }) => [record.id, rating]));
    expect(ratings.get('1')).toEqual(unknown.rating);
    expect(ratings.get('2')).toEqual(free.rating);
    expect(ratings.get('3')).toEqual(tiny.rating);
  });

  it('of text keep any character', async () => {
    const odd = ['\u0000', 'a\u0000b', '%_\\', "''", '🙂', 'e\u0301', '\uffff', ' padded ', 'ÅSA', 'null'];
    await store().append(odd.map((user, index) => booked({ id: String(index), user, timestamp: index })));
    expect((await readLog(store())).map(({ record }) => record.user)).toEqual(odd.toReversed());
  });
}
