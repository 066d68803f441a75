import { type CallRow, type Teller } from './otlp-rows';
import { pairAccounts } from './pair-accounts';

interface Account {
  readonly id: string;
  readonly at: number;
  readonly ms: number;
  readonly scope: string;
  readonly row?: Readonly<Record<string, unknown>>;
  readonly teller?: Partial<Teller>;
}

function account({ id, at, ms, scope, row, teller }: Account): CallRow {
  return {
    row: { id, trace_id: id, model: 'm', input_tokens: 1, output_tokens: 2, ...row },
    items: [id],
    label: id,
    isAddition: false,
    firstHand: false,
    start: at,
    end: at + ms,
    teller: { scope, service: 'app', isIdentified: false, ...teller },
  };
}

const ids = (accounts: readonly Account[]) =>
  pairAccounts(
    accounts.map(account),
    accounts.map(({ id }) => ({ trace: id, span: id, record: id, kind: 'own', above: [], whole: true }))
  ).rows.map(({ row }) => row.id);

const outer = { id: 'outer', at: 0, ms: 100, scope: 'a' };
const inner = { id: 'inner', at: 5, ms: 90, scope: 'b' };

test('one within the time of the other, of another scope, is the same call', () => {
  expect(ids([outer, inner])).toEqual(['outer', 'outer']);
  expect(ids([inner, outer])).toEqual(['outer', 'outer']);
  const failed = { error: 'x', input_tokens: undefined, output_tokens: undefined };
  expect(
    ids([
      { ...outer, row: failed },
      { ...inner, row: failed },
    ])
  ).toEqual(['outer', 'outer']);
});

test('an id of the provider’s is kept', () => {
  expect(ids([outer, { ...inner, teller: { isIdentified: true } }])).toEqual(['inner', 'inner']);
});

test.each<[string, Account]>([
  ['the same scope', { ...inner, scope: 'a' }],
  ['another process', { ...inner, teller: { service: 'other' } }],
  ['another model', { ...inner, row: { model: 'n' } }],
  ['another usage', { ...inner, row: { input_tokens: 3 } }],
  ['another outcome', { ...inner, row: { error: 'x' } }],
  ['a time that reaches beyond', { ...inner, ms: 200 }],
  ['the same trace', { ...inner, row: { trace_id: 'outer' } }],
])('%s is another call', (_, other) => {
  expect(ids([outer, other])).toEqual(['outer', 'inner']);
});

test('both with ids of their own are two calls', () => {
  const identified = { isIdentified: true };
  expect(
    ids([
      { ...outer, teller: identified },
      { ...inner, teller: identified },
    ])
  ).toEqual(['outer', 'inner']);
});

test('of several at a time each is told of twice, the tightest first', () => {
  expect(
    ids([
      { id: 'a1', at: 0, ms: 100, scope: 'a' },
      { id: 'a2', at: 1, ms: 60, scope: 'a' },
      { id: 'b2', at: 2, ms: 50, scope: 'b' },
      { id: 'b1', at: 3, ms: 90, scope: 'b' },
    ])
  ).toEqual(['a1', 'a2', 'a2', 'a1']);
});

test('what is remembered goes with it', () => {
  const { known } = pairAccounts(
    [outer, inner].map(account),
    [outer, inner].map(({ id }) => ({ trace: id, span: id, record: id, kind: 'own', above: [], whole: true }))
  );
  expect(known.map(({ record }) => record)).toEqual(['outer', 'outer']);
});
