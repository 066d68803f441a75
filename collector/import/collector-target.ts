import { setTimeout as sleep } from 'node:timers/promises';
import { type IntakeReply, type UsageRecord } from '../../contract/record';
import { ConfigError } from '../config/config-error';
import { MAX_RECORDS } from '../ingest/read-records';
import { type Booked, type ImportTarget } from './import-target';

/** Environment variable with the token. */
export const TOKEN_VARIABLE = 'TOKENLEDGER_TOKEN';

const TRIES = 6;
const WAIT_MS = 1_000;
const MOST_WAIT_MS = 60_000;
const AGAIN = 'Start the same command again: it goes on where it stopped.';

export interface CollectorOptions {
  readonly url: string;
  readonly token: string | undefined;
  readonly fetch?: typeof fetch;
  /** Unit of the waiting between tries, in ms. */
  readonly waitMs?: number;
}

/** A collector that is reached over HTTP. What it cannot take at the moment is sent again. */
export function collectorTarget({ url, token, fetch: send = fetch, waitMs = WAIT_MS }: CollectorOptions): ImportTarget {
  const address = addressOf(url);
  const headers = {
    'Content-Type': 'application/x-ndjson',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  async function post(body: string): Promise<Response> {
    let failure = '';
    for (let tries = 0; tries < TRIES; tries += 1) {
      const wait = Math.min(MOST_WAIT_MS, waitMs * 2 ** tries);
      try {
        const reply = await send(address, { method: 'POST', headers, body });
        if (reply.status !== 429 && reply.status !== 503) {
          return reply;
        }
        failure = `${reply.status}: ${await messageOf(reply)}`;
        await sleep(Math.max(wait, waitMs * Number(reply.headers.get('retry-after') ?? 0)));
      } catch (error) {
        failure =
          error instanceof Error ? String((error.cause as { code?: string } | undefined)?.code ?? error.message) : '';
        await sleep(wait);
      }
    }
    throw new ConfigError(`--collector ${url}: it takes nothing (${failure}). ${AGAIN}`);
  }
  return {
    identity: address.href,
    mostRecords: MAX_RECORDS,
    book: async (records) => {
      const reply = await post(records.map((record) => JSON.stringify(sendable(record))).join('\n'));
      if (!reply.ok) {
        throw new ConfigError(refusal(url, reply.status, await messageOf(reply), token !== undefined));
      }
      return bookedOf((await reply.json()) as IntakeReply);
    },
    finish: async () => undefined,
    close: async () => undefined,
  };
}

function addressOf(url: string): URL {
  try {
    return new URL('api/v1/records', url.endsWith('/') ? url : `${url}/`);
  } catch {
    throw new ConfigError(`--collector ${url}: must be its address, for instance http://127.0.0.1:4319`);
  }
}

/** A record as a sender writes it: without what the collector finds out itself. */
function sendable({ flags: _flags, defaulted = [], attributed: _attributed, ...record }: UsageRecord) {
  const left = new Set<string>(defaulted);
  return Object.fromEntries(Object.entries(record).filter(([field]) => !left.has(field)));
}

function bookedOf({ accepted, duplicates, amended, conflicts = 0, rejected }: IntakeReply): Booked {
  return {
    ...{ accepted, duplicates, amended, conflicts },
    rejected: rejected.map(({ index, ...problem }) => ({ position: index, problem })),
  };
}

async function messageOf(reply: Response): Promise<string> {
  const body = (await reply.json().catch(() => undefined)) as { error?: { message?: string } } | undefined;
  return body?.error?.message ?? reply.statusText;
}

function refusal(url: string, status: number, message: string, withToken: boolean): string {
  const help =
    status === 401 || status === 403
      ? ` ${withToken ? `The token in ${TOKEN_VARIABLE} must be one to ingest` : `Set ${TOKEN_VARIABLE} to a token to ingest`}: tokenledger token create --role ingest`
      : '';
  return `--collector ${url}: ${status}: ${message}${help}`;
}
