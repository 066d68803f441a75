import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type JsonObject } from '../ingest/litellm/value';

export interface FakeLitellmOptions {
  readonly key?: string;
  /** Paths that this version has. */
  readonly routes?: readonly string[];
  readonly mostRows?: number;
  /** Newer versions count no further. */
  readonly countCap?: number;
  /** Without it the proxy has no database. */
  readonly database?: boolean;
}

/** An answer in place of the rows; null: the connection is cut. */
export type Trouble = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
} | null;

const servers = new Set<Server>();

afterAll(() => {
  servers.forEach((server) => server.closeAllConnections());
  servers.forEach((server) => server.close());
  servers.clear();
});

/** A LiteLLM proxy as far as its SpendLogs go: routes, paging and errors as in versions 1.74 to 1.106. */
export class FakeLitellm {
  readonly rows: JsonObject[] = [];
  /** What it answers to the next requests instead, one each. */
  readonly troubles: Trouble[] = [];
  readonly requests: URL[] = [];
  /** Called before a page is answered. */
  onPage: (url: URL) => void = () => undefined;
  readonly #options: Required<FakeLitellmOptions>;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  constructor({
    key = 'sk-test',
    routes = ['/spend/logs/v2', '/spend/logs/ui'],
    mostRows = 1_000,
    countCap = 10_000,
    database = true,
  }: FakeLitellmOptions = {}) {
    this.#options = { key, routes, mostRows, countCap, database };
    servers.add(this.#server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(url);
    const trouble = this.troubles.shift();
    if (trouble === null) {
      request.socket.destroy();
      return;
    }
    const { status, headers = {}, body } = trouble ?? this.#reply(url, request.headers.authorization);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  #reply(url: URL, authorization: string | undefined): Exclude<Trouble, null> {
    const { key, routes, mostRows, countCap, database } = this.#options;
    const error = (status: number, type: string, message: string) => ({
      status,
      body: { error: { message, type, param: 'None', code: String(status) } },
    });
    const { page, size, from, to } = queryOf(url);
    if (!routes.includes(url.pathname)) {
      return { status: 404, body: { detail: 'Not Found' } };
    }
    if (authorization !== `Bearer ${key}`) {
      return error(401, 'auth_error', 'Authentication Error, Invalid proxy server token passed.');
    }
    if (!database) {
      return error(401, 'internal_error', 'Prisma Client is not initialized');
    }
    if (size > mostRows) {
      return { status: 422, body: { detail: [{ type: 'less_than_equal', loc: ['query', 'page_size'] }] } };
    }
    this.onPage(url);
    const found = this.rows.filter(
      ({ startTime }) => Date.parse(String(startTime)) >= from && Date.parse(String(startTime)) <= to
    );
    found.sort((a, b) => Date.parse(String(a.startTime)) - Date.parse(String(b.startTime)));
    const data = found.slice((page - 1) * size, page * size);
    return { status: 200, body: { data, total: Math.min(found.length, countCap), page, page_size: size } };
  }
}

function queryOf({ searchParams }: URL) {
  const text = (name: string) => searchParams.get(name) ?? '';
  return {
    page: Number(text('page')),
    size: Number(text('page_size')),
    from: Date.parse(`${text('start_date').replace(' ', 'T')}Z`),
    to: Date.parse(`${text('end_date').replace(' ', 'T')}Z`),
  };
}

/** A row of SpendLogs. */
export function spendLog(id: string, startMs: number, more: JsonObject = {}): JsonObject {
  const time = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00');
  return {
    ...{ request_id: id, call_type: 'acompletion', api_key: '', spend: 0.001, status: 'success', cache_hit: 'False' },
    ...{
      total_tokens: 110,
      prompt_tokens: 100,
      completion_tokens: 10,
      model: 'openai/gpt-4o-mini',
      model_group: 'fast',
    },
    ...{ startTime: time(startMs), endTime: time(startMs + 1_500), completionStartTime: time(startMs + 1_500) },
    ...{ custom_llm_provider: 'openai', user: 'ada', metadata: {}, request_tags: [], session_id: `trace-${id}` },
    ...more,
  };
}
