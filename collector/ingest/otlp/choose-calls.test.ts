import fc from 'fast-check';
import { type KnownCall } from './call-book';
import { chooseCalls } from './choose-calls';
import { type TraceSpan } from './trace-tree';

const ownId = (span: string) => `own ${span}`;
const call = (span: string, parent: string | null = null, callId?: string): TraceSpan => ({
  ...{ span, parent, role: 'call' },
  ...(callId === undefined ? {} : { callId }),
});
const agent = (span: string, parent: string | null = null): TraceSpan => ({ span, parent, role: 'agent' });
const other = (span: string, parent: string | null = null): TraceSpan => ({ span, parent, role: 'none' });

/** Records of spans that arrive in several requests, each with the spans that tell of it. */
function recordsOf(requests: ReadonlyArray<readonly TraceSpan[]>): Record<string, string[]> {
  const book = new Map<string, KnownCall>();
  const records: Record<string, string[]> = {};
  for (const spans of requests) {
    const { calls, known } = chooseCalls(spans, [...book.values()], ownId);
    for (const { record, spans: names } of calls) {
      records[record] = [...(records[record] ?? []), ...names];
    }
    known.forEach((item) => book.set(item.span, item));
  }
  return records;
}

test('of spans in one another the innermost is the call, and the others add to it', () => {
  expect(recordsOf([[call('outer'), call('middle', 'outer'), other('http', 'middle'), call('inner', 'http')]])).toEqual(
    {
      'own outer': ['inner', 'middle', 'outer'],
    }
  );
});

test('a span around several calls is none', () => {
  expect(recordsOf([[call('outer'), call('a', 'outer'), call('b', 'outer')]])).toEqual({
    'own a': ['a'],
    'own b': ['b'],
  });
});

test('the provider’s id names the record, whichever of the spans has it', () => {
  expect(recordsOf([[call('outer', null, 'answer 1'), call('inner', 'outer')]])).toEqual({
    'answer 1': ['inner', 'outer'],
  });
  expect(recordsOf([[call('a', null, 'answer 1')], [call('b', null, 'answer 1')]])).toEqual({ 'answer 1': ['a', 'b'] });
});

test('an outer span that arrives later adds to the call, even over spans that came in between', () => {
  const spans = [call('inner', 'http'), other('http', 'outer'), call('outer', 'page'), other('page')];
  const expected = { 'own inner': ['inner', 'outer'] };
  expect(recordsOf(spans.map((span) => [span]))).toEqual(expected);
  expect(recordsOf([spans.slice(0, 2), spans.slice(2)])).toEqual(expected);
});

test('an outer span that arrives first takes the call in', () => {
  expect(recordsOf([[call('outer')], [call('inner', 'outer')]])).toEqual({ 'own outer': ['outer', 'inner'] });
});

test('agents count where there are no calls, the innermost of them, and are marked', () => {
  const { calls } = chooseCalls([agent('outer'), agent('inner', 'outer'), other('tool', 'inner')], [], ownId);
  expect(calls).toEqual([{ record: 'own outer', spans: ['inner', 'outer'], isFallback: true, isAddition: false }]);
  expect(recordsOf([[agent('agent'), call('call', 'agent')]])).toEqual({ 'own call': ['call'] });
  expect(recordsOf([[call('call', 'agent')], [agent('agent')]])).toEqual({ 'own call': ['call'] });
});

test('calls that arrive after the agent that stood for them count no second time', () => {
  expect(recordsOf([[agent('agent')], [call('a', 'agent')], [call('b', 'agent')]])).toEqual({
    'own agent': ['agent', 'a', 'b'],
  });
  expect(recordsOf([[agent('agent', 'root')], [call('elsewhere', 'root'), other('root')]])).toEqual({
    'own agent': ['agent'],
    'own elsewhere': ['elsewhere'],
  });
});

test('of agents that run at one time in a trace of two roots one counts, and calls in the other count in it', () => {
  const [first, second] = [
    { ...agent('first'), start: 0, end: 9 },
    { ...agent('second'), start: 1, end: 8 },
  ];
  const inside = { ...call('call', 'second'), start: 2, end: 3 };
  expect(recordsOf([[first], [second], [inside]])).toEqual({ 'own first': ['first', 'call'] });
  expect(recordsOf([[first, second], [inside]])).toEqual({ 'own first': ['first', 'call'] });
  expect(recordsOf([[first], [{ ...second, start: 10, end: 20 }]])).toEqual({
    'own first': ['first'],
    'own second': ['second'],
  });
});

test('calls that are in each other, or in themselves, are calls all the same', () => {
  expect(recordsOf([[call('a', 'b'), call('b', 'a')]])).toEqual({ 'own a': ['a'], 'own b': ['b'] });
  expect(recordsOf([[call('a', 'a')]])).toEqual({ 'own a': ['a'] });
});

/** A tree of spans; children come before their parents, as they end first. */
const TREES = fc
  .array(fc.record({ parent: fc.nat(), role: fc.constantFrom('call', 'agent', 'none', 'none') }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((nodes) =>
    nodes
      .map(({ parent, role }, index): TraceSpan => ({
        span: `s${index}`,
        parent: index === 0 ? null : `s${parent % index}`,
        role: role,
      }))
      .toReversed()
  );

test('however a trace is split into requests, its calls are the same number, and twice makes none new', () => {
  fc.assert(
    fc.property(TREES, fc.array(fc.nat(14), { maxLength: 5 }), (spans, cuts) => {
      const calls = spans.filter(({ role }) => role === 'call');
      const whole = recordsOf([spans]);
      const borders = [0, ...cuts.map((cut) => cut % spans.length).sort((a, b) => a - b), spans.length];
      const requests = borders.slice(1).map((end, index) => spans.slice(borders[index], end));
      if (calls.length > 0) {
        const isInnermost = ({ span }: TraceSpan) => !calls.some((inner) => isInside(inner, span, spans));
        expect(Object.keys(whole)).toHaveLength(calls.filter(isInnermost).length);
      }
      // Agents that come before the first call have been counted by then; nothing is counted in them later.
      if (!spans.some(({ role }) => role === 'agent')) {
        expect(Object.keys(recordsOf(requests))).toHaveLength(Object.keys(whole).length);
      }
      const again = recordsOf([...requests, ...requests]);
      expect(Object.keys(again).sort()).toEqual(Object.keys(recordsOf(requests)).sort());
    }),
    { numRuns: 500 }
  );
});

function isInside({ parent }: TraceSpan, outer: string, spans: readonly TraceSpan[]): boolean {
  const above = spans.find(({ span }) => span === parent);
  return above !== undefined && (above.span === outer || isInside(above, outer, spans));
}
