import { setTimeout as sleep } from 'node:timers/promises';
import { PullError } from './pull-error';

const TRIES = 6;
const WAIT_MS = 1_000;
const MOST_WAIT_MS = 60_000;
const TIMEOUT_MS = 120_000;
/** Statuses of a server that may answer later. */
const LATER: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export interface Sending {
  /** Whom it goes to, for messages. */
  readonly to: string;
  /** Ends the waiting and the request. */
  readonly stop?: AbortSignal;
  /** Wait before the second try, in ms; doubled with each. */
  readonly waitMs?: number;
}

/** Sends a request, again and again if the server is not there or busy. Throws `PullError` when it stays so. */
export async function sendRequest(
  url: URL,
  init: RequestInit,
  { to, stop, waitMs = WAIT_MS }: Sending
): Promise<Response> {
  let failure = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    stop?.throwIfAborted();
    let asked = 0;
    try {
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
      const reply = await fetch(url, { ...init, signal, redirect: 'error' });
      if (!LATER.has(reply.status)) {
        return reply;
      }
      failure = `${reply.status}: ${(await messageOf(reply)).text}`;
      asked = Number(reply.headers.get('retry-after') ?? 0) || 0;
    } catch (error) {
      stop?.throwIfAborted();
      failure = reasonOf(error);
    }
    if (tries < TRIES - 1) {
      const wait = Math.min(MOST_WAIT_MS, Math.max(waitMs * 2 ** tries, waitMs * asked));
      // Cut short by `stop`, which the next try finds out.
      await sleep(wait, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  throw new PullError(
    `${to} does not answer (${failure}), ${TRIES} times in a row. The next pull goes on where this one stopped.`
  );
}

export interface Message {
  readonly text: string;
  /** Kind of the error, by LiteLLM. */
  readonly type?: string;
}

/** What a server says of an error, whichever shape it gives it; never more than a line. */
export async function messageOf(reply: Response): Promise<Message> {
  const body = (await reply.json().catch(() => undefined)) as
    { error?: { message?: unknown; type?: unknown } | string; detail?: unknown } | undefined;
  const error = body?.error;
  const told = typeof error === 'object' ? error.message : (error ?? body?.detail);
  const text = typeof told === 'string' ? told : told === undefined ? reply.statusText : JSON.stringify(told);
  const type = typeof error === 'object' && typeof error.type === 'string' ? error.type : undefined;
  return { text: text.split('\n', 1)[0]!.slice(0, 300), type };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
