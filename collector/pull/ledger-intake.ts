import { type LitellmReply } from '../http/post-litellm';
import { type JsonObject } from '../ingest/litellm/value';
import { PullError } from './pull-error';
import { messageOf, type Sending, sendRequest } from './send-request';

/** Rows and bytes of one request. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Environment variable with the token of the collector. */
export const TOKEN_VARIABLE = 'TOKENLEDGER_TOKEN';

export interface LedgerIntakeOptions extends Omit<Sending, 'to'> {
  /** Address of the collector. */
  readonly url: string;
  readonly token: string | undefined;
}

/** A collector that takes rows of SpendLogs. */
export class LedgerIntake {
  readonly #address: URL;

  constructor(private readonly options: LedgerIntakeOptions) {
    const { url } = options;
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new PullError(`--collector ${url}: must be its address, for instance http://127.0.0.1:4319`);
    }
    this.#address = new URL('integrations/litellm', url.endsWith('/') ? url : `${url}/`);
  }

  /** Books rows; they are durable once this resolves. */
  async *book(rows: readonly JsonObject[]): AsyncGenerator<LitellmReply> {
    for (const body of bodiesOf(rows)) {
      yield await this.#post(body);
    }
  }

  async #post(body: string): Promise<LitellmReply> {
    const { url, token, stop, waitMs } = this.options;
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const reply = await sendRequest(
      this.#address,
      { method: 'POST', headers, body },
      { to: `The collector at ${url}`, stop, waitMs }
    );
    if (!reply.ok) {
      const { text } = await messageOf(reply);
      throw new PullError(`The collector at ${url} answers ${reply.status} (${text}). ${help(reply.status)}`.trimEnd());
    }
    return (await reply.json()) as LitellmReply;
  }
}

function* bodiesOf(rows: readonly JsonObject[]): Generator<string> {
  let texts: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (texts.length > 0 && (texts.length >= MOST_ROWS || bytes + text.length > MOST_BYTES)) {
      yield `[${texts.join(',')}]`;
      [texts, bytes] = [[], 0];
    }
    texts.push(text);
    bytes += text.length;
  }
  if (texts.length > 0) {
    yield `[${texts.join(',')}]`;
  }
}

function help(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `Set ${TOKEN_VARIABLE} to the token that LiteLLM's callback uses (tokenledger token create --role ingest).`;
    case 404:
      return 'Is it the address of a Token Ledger collector of this version?';
    default:
      return '';
  }
}
