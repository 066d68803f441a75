import { isForTables, METRICS } from '../../contract/metrics';
import { booked, NOON, priced } from '../store/conformance/bookings';
import { askOne, labelsOf, noticesOf, rowsOf } from './test/ask-ledger';
import { brokenFrameRules } from './test/frame-rules';

const JANUARY = { from: Date.UTC(2026, 0, 14), to: Date.UTC(2026, 0, 17) };
const EVERY_METRIC = METRICS.map(({ id }) => id);
const NUMBERS = METRICS.filter((metric) => !isForTables(metric));
const EVERY_NUMBER = NUMBERS.map(({ id }) => id);

const named = (result: Awaited<ReturnType<typeof askOne>>) =>
  result.frames!.map(({ schema }) => schema.fields.at(-1)?.config?.displayNameFromDS);

describe('a series', () => {
  const records = [booked({ team: 'search', user: 'ada' }, priced('1')), booked({ team: 'ads' }, priced('2'))];

  it('has every bucket: 0 for counts and sums, null for averages and ratios where nothing is', async () => {
    const { frames } = await askOne(records, { ...JANUARY, metrics: EVERY_NUMBER, granularity: 'day' });
    for (const [index, { id, empty }] of NUMBERS.entries()) {
      const [times, values] = frames![index]!.data.values;
      expect(times).toEqual([Date.UTC(2026, 0, 14), Date.UTC(2026, 0, 15), Date.UTC(2026, 0, 16)]);
      expect([id, values![0], values![2]]).toEqual([id, empty, empty]);
    }
  });

  it('may begin before the range, its records do not', async () => {
    const early = booked({ timestamp: NOON - 1 });
    const query = { metrics: ['requests'], granularity: 'day', from: NOON, to: NOON + 1 };
    const { frames } = await askOne([...records, early], query);
    expect(frames![0]!.data.values).toEqual([[Date.UTC(2026, 0, 15)], [2]]);
  });

  it('has its dimensions as labels, by their ids', async () => {
    const { frames } = await askOne(records, {
      ...JANUARY,
      metrics: ['cost'],
      groupBy: ['team', 'user'],
      granularity: 'day',
    });
    expect(labelsOf(frames)).toEqual([
      { team: 'ads', user: 'system' },
      { team: 'search', user: 'ada' },
    ]);
  });

  it('without group-by has no labels', async () => {
    const { frames } = await askOne(records, { ...JANUARY, metrics: ['cost'], granularity: 'day' });
    expect(labelsOf(frames)).toEqual([undefined]);
  });

  it('is shown by its group, and by its metric where there are several', async () => {
    const query = { ...JANUARY, granularity: 'day' };
    expect(named(await askOne(records, { ...query, metrics: ['cost'] }))).toEqual(['Cost']);
    expect(named(await askOne(records, { ...query, metrics: ['cost', 'users'] }))).toEqual(['Cost', 'Active users']);
    expect(named(await askOne(records, { ...query, metrics: ['cost'], groupBy: ['team', 'user'] }))).toEqual([
      'ads, system',
      'search, ada',
    ]);
    expect(named(await askOne(records, { ...query, metrics: ['cost', 'users'], groupBy: ['team'] }))).toEqual([
      'Cost ads',
      'Active users ads',
      'Cost search',
      'Active users search',
    ]);
  });

  it('over an empty range is there without points', async () => {
    const query = { metrics: ['requests'], granularity: 'day', from: NOON, to: NOON };
    const result = await askOne(records, query);
    expect(result.frames![0]!.data.values).toEqual([[], []]);
    expect(brokenFrameRules(result)).toEqual([]);
  });
});

describe('every metric', () => {
  it.each(['none', 'day'])(
    'keeps the rules of frames with granularity %s, with records and without',
    async (granularity) => {
      for (const records of [[], [booked()], [booked({ user: 'a' }, priced('1')), booked({ user: 'b' })]]) {
        for (const groupBy of [[], ['user', 'model']]) {
          const offered = granularity === 'none' ? EVERY_METRIC : EVERY_NUMBER;
          const metrics = offered.filter((id) => id !== 'status_help');
          const more = { share: true, compare: 'day' };
          const result = await askOne(records, { ...JANUARY, metrics, groupBy, granularity, ...more });
          expect([result.error, ...brokenFrameRules(result)]).toEqual([undefined]);
        }
      }
    }
  );
});

describe('money', () => {
  const MONEY = ['cost', 'provider_cost', 'markup_amount', 'fixed_fees', 'margin', 'cost_per_request'];
  const seen = async (...records: Parameters<typeof askOne>[0]) => rowsOf(await askOne(records, { metrics: MONEY }))[0];

  it('is null where nothing but unpriced calls is', async () => {
    expect(await seen(booked(), booked())).toEqual([null, null, null, null, null, null]);
  });

  it('is the sum of the known where some calls are unpriced, divided by all of them', async () => {
    expect(await seen(booked(), booked({}, priced('1')))).toEqual([1, 1, 0, 0, 0, 0.5]);
  });

  it('is 0 where the model is free, and where there are no calls', async () => {
    expect(await seen(booked({}, priced('0')))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await seen()).toEqual([0, 0, 0, 0, 0, null]);
  });

  it('is the number nearest to the exact sum', async () => {
    const records = Array.from({ length: 10 }, () => booked({}, priced('0.1')));
    expect(await seen(...records)).toEqual([1, 1, 0, 0, 0, 0.1]);
    expect(await seen(booked({}, priced('0.1')), booked({}, priced('0.2')))).toEqual([0.3, 0.3, 0, 0, 0, 0.15]);
  });
});

describe('a notice', () => {
  it('tells how many of the calls have no price, wherever money is shown', async () => {
    const records = [booked({ team: 'a' }), booked({ team: 'a' }), booked({ team: 'b' }, priced('1'))];
    const text =
      'Calls without a known price: 2. They are missing from the money shown: unpriced_requests by model (dashboard Intake health) tells which.';
    for (const metric of ['cost', 'provider_cost', 'margin', 'cost_per_request', 'fixed_fees', 'markup_amount']) {
      expect(noticesOf(await askOne(records, { metrics: ['requests', metric], groupBy: ['team'] }))).toContain(text);
    }
    expect(noticesOf(await askOne(records, { metrics: ['requests', 'unpriced_requests'] }))).toEqual([
      'Time zone: UTC',
    ]);
    const onlyPriced = { metrics: ['cost'], filters: [{ dimension: 'team', operator: '=', values: ['b'] }] };
    expect(noticesOf(await askOne(records, onlyPriced))).toEqual([
      'All of the cost is computed from prices.',
      'Time zone: UTC',
    ]);
  });

  it('counts the unpriced calls of the other groups where they are part of the answer', async () => {
    const records = [booked({ team: 'a' }, priced('1')), booked({ team: 'b' })];
    const query = { metrics: ['cost'], groupBy: ['team'], limit: 1 };
    expect(noticesOf(await askOne(records, query))).toEqual(['Time zone: UTC']);
    expect(noticesOf(await askOne(records, { ...query, other: true }))[0]).toMatch(/^Calls without a known price: 1\./);
  });

  it('tells which zone was used', async () => {
    expect(noticesOf(await askOne([], { metrics: ['cost'] }, { timezone: 'Asia/Kolkata' }))).toEqual([
      'Time zone: Asia/Kolkata',
    ]);
  });
});
