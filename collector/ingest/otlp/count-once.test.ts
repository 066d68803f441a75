import fc from 'fast-check';
import { CallBook } from './call-book';
import { uniteRows } from './otlp-rows';
import { readLogs } from './read-logs';
import { readTraces } from './read-traces';
import {
  attributes,
  chat,
  type Json,
  logsRequest,
  nanos,
  span,
  spanId,
  traceId,
  tracesRequest,
} from './test/otlp-json';

/** A span of a trace, or the log of a call. */
interface Item {
  readonly signal: 'traces' | 'logs';
  readonly json: Json;
}

const book = new CallBook(':memory:');
afterAll(() => book.close());
let runs = 0;

/** Tokens by record after requests, one after the other; what is on the books stays. */
function bookedOf(requests: ReadonlyArray<readonly Item[]>): Map<string, number> {
  runs += 1;
  const source = `run ${runs}`;
  const booked = new Map<string, number>();
  const take = (items: readonly Item[], signal: Item['signal']) => {
    const json = items.filter((item) => item.signal === signal).map((item) => item.json);
    const request = signal === 'traces' ? tracesRequest(json) : logsRequest(json);
    const told = (signal === 'traces' ? readTraces : readLogs)(request, { source, book });
    book.put(source, told.known, 0);
    for (const { row, isAddition } of uniteRows(told.rows)) {
      if (!isAddition && !booked.has(row.id)) {
        booked.set(row.id, Number(row.input_tokens));
      }
    }
  };
  for (const items of requests) {
    const first = items[0]?.signal ?? 'traces';
    take(items, first);
    take(items, first === 'traces' ? 'logs' : 'traces');
  }
  return booked;
}

const sumOf = (requests: ReadonlyArray<readonly Item[]>) => [...bookedOf(requests).values()].reduce((a, b) => a + b, 0);

type Kind = 'workflow' | 'agent' | 'tool' | 'chat' | 'chat in chat';

interface Node {
  readonly kind: Kind;
  readonly parent: number;
  readonly tokens: number;
  readonly hasLog: boolean;
  readonly hasId: boolean;
  /** Whether it runs beside the one before it. */
  readonly beside: boolean;
}

interface Tree {
  /** Children before their parents. */
  readonly items: readonly Item[];
  readonly tokens: number;
}

/**
 * The items of a tree: agents have the sum of the calls in them, calls have nothing in them but themselves.
 *
 * @param tellsCalls - false: without the calls
 */
function treeOf(nodes: readonly Node[], tellsCalls = true): Tree {
  const children = new Map<number, number[]>();
  nodes.forEach(({ parent }, index) => {
    let above = index === 0 ? -1 : parent % index;
    while (above > 0 && nodes[above]!.kind.startsWith('chat')) {
      above = nodes[above]!.parent % above;
    }
    children.set(above, [...(children.get(above) ?? []), index]);
  });
  const items: Item[] = [];
  const calls = new Set<Item>();
  const add = (index: number, parent: number | undefined, from: number): { tokens: number; end: number } => {
    const { kind, tokens, hasLog, hasId, beside } = nodes[index]!;
    const isCall = kind.startsWith('chat') && index > 0;
    const first = items.length;
    let [inside, end] = [isCall ? tokens : 0, from + 10];
    for (const child of isCall ? [] : (children.get(index) ?? [])) {
      const added = add(child, index, nodes[child]!.beside ? from + 5 : end + 5);
      inside += added.tokens;
      end = Math.max(end, added.end);
    }
    end += beside ? 5 : 10;
    const place = { span: index + 1, parent: parent === undefined ? undefined : parent + 1, at: from, ms: end - from };
    const usage = chat({
      'gen_ai.usage.input_tokens': inside,
      ...(isCall && hasId ? { 'gen_ai.response.id': `chatcmpl-answer${index}` } : {}),
    });
    if (isCall && kind === 'chat in chat') {
      items.push({
        signal: 'traces',
        json: span({ span: index + 101, parent: index + 1, at: from + 2, ms: 2 }, usage),
      });
    } else if (isCall && hasLog) {
      const where = { traceId: traceId(1), spanId: spanId(index + 1), timeUnixNano: nanos(end) };
      const event = 'gen_ai.client.inference.operation.details';
      items.push({ signal: 'logs', json: { ...where, eventName: event, attributes: attributes(usage) } });
    }
    const operation = kind === 'workflow' ? 'invoke_workflow' : kind === 'agent' ? 'invoke_agent' : 'execute_tool';
    const others = operation === 'execute_tool' || inside === 0 ? {} : usage;
    const values = isCall ? usage : { ...others, 'gen_ai.operation.name': operation };
    items.push({ signal: 'traces', json: span(place, values) });
    if (isCall) {
      items.slice(first).forEach((item) => calls.add(item));
    }
    return { tokens: inside, end };
  };
  const { tokens } = add(0, undefined, 0);
  return { items: tellsCalls ? items : items.filter((item) => !calls.has(item)), tokens };
}

const nodesOf = (beside: fc.Arbitrary<boolean>) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<Kind>('workflow', 'agent', 'agent', 'tool', 'chat', 'chat', 'chat in chat'),
      parent: fc.nat(),
      tokens: fc.integer({ min: 1, max: 1_000 }),
      hasLog: fc.boolean(),
      hasId: fc.boolean(),
      beside,
    }),
    { minLength: 1, maxLength: 10 }
  );
const CUTS = fc.array(fc.nat(), { maxLength: 12 });

function split(items: readonly Item[], cuts: readonly number[]): Item[][] {
  const borders = [0, ...cuts.map((cut) => cut % (items.length + 1)).sort((a, b) => a - b), items.length];
  return borders.slice(1).map((end, index) => items.slice(borders[index], end));
}

const inOrder = (items: readonly Item[], keys: readonly number[]) =>
  items
    .map((item, index) => ({ item, key: (keys[index % keys.length]! * (index + 7919)) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
const KEYS = fc.array(fc.nat(104_729), { minLength: 1, maxLength: 8 });

test('where nothing runs side by side, the tokens are those of the calls, in any order and any number of requests', () => {
  fc.assert(
    fc.property(nodesOf(fc.constant(false)), KEYS, CUTS, (nodes, keys, cuts) => {
      const { items, tokens } = treeOf(nodes);
      expect(sumOf(split(inOrder(items, keys), cuts))).toBe(tokens);
    }),
    { numRuns: 400 }
  );
});

test('whatever runs side by side, no order counts more than the calls, and children before parents count them all', () => {
  fc.assert(
    fc.property(nodesOf(fc.boolean()), KEYS, CUTS, (nodes, keys, cuts) => {
      const { items, tokens } = treeOf(nodes);
      expect(sumOf(split(inOrder(items, keys), cuts))).toBeLessThanOrEqual(tokens);
      expect(sumOf(split(items, cuts))).toBe(tokens);
      expect(sumOf([inOrder(items, keys)])).toBe(tokens);
    }),
    { numRuns: 400 }
  );
});

test('of agents whose calls nobody tells of, some count, and in no order more than the calls', () => {
  fc.assert(
    fc.property(nodesOf(fc.boolean()), KEYS, CUTS, (nodes, keys, cuts) => {
      const { items, tokens } = treeOf(nodes, false);
      const sum = sumOf(split(inOrder(items, keys), cuts));
      expect(sum).toBeLessThanOrEqual(tokens);
      expect(sum > 0).toBe(nodes.some(({ kind }, index) => isAgent(kind) && hasUsage(items, index)));
    }),
    { numRuns: 400 }
  );
});

const isAgent = (kind: Kind) => kind === 'workflow' || kind === 'agent';
const hasUsage = (items: readonly Item[], index: number) =>
  items.some(({ json }) => json.spanId === spanId(index + 1) && JSON.stringify(json).includes('gen_ai.usage'));

test('sent again, requests add nothing', () => {
  fc.assert(
    fc.property(nodesOf(fc.constant(false)), KEYS, CUTS, (nodes, keys, cuts) => {
      const requests = split(inOrder(treeOf(nodes).items, keys), cuts);
      expect(bookedOf([...requests, ...requests])).toEqual(bookedOf(requests));
    }),
    { numRuns: 200 }
  );
});

/** All orders of a list. */
function ordersOf<T>(list: readonly T[]): T[][] {
  return list.length < 2
    ? [[...list]]
    : list.flatMap((first, index) => ordersOf(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

const FIXED: Omit<Node, 'kind' | 'parent'> = { tokens: 100, hasLog: false, hasId: false, beside: false };
test.each<[string, Node[]]>([
  [
    'a workflow around an agent around two calls',
    [
      { ...FIXED, kind: 'workflow', parent: 0 },
      { ...FIXED, kind: 'agent', parent: 0 },
      { ...FIXED, kind: 'chat', parent: 1 },
      { ...FIXED, kind: 'chat', parent: 1 },
    ],
  ],
  [
    'an agent, its call and the log of the call',
    [
      { ...FIXED, kind: 'agent', parent: 0 },
      { ...FIXED, kind: 'chat', parent: 0, hasLog: true },
    ],
  ],
  [
    'an agent with a tool that is an agent with a call and its log',
    [
      { ...FIXED, kind: 'agent', parent: 0 },
      { ...FIXED, kind: 'tool', parent: 0 },
      { ...FIXED, kind: 'agent', parent: 1 },
      { ...FIXED, kind: 'chat', parent: 2, hasLog: true, hasId: true },
    ],
  ],
])('%s count once in all orders of a request each', (_, nodes) => {
  const { items, tokens } = treeOf(nodes);
  for (const order of ordersOf(items)) {
    expect(sumOf(order.map((item) => [item]))).toBe(tokens);
  }
});
