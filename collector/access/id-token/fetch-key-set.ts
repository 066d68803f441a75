import { z } from 'zod';

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 100;

const KEY_SET = z.object({ keys: z.array(z.unknown()).max(MAX_KEYS) });

/** Keys for ES256 alone: what else a set holds is not for id tokens. A private part is not looked at, let alone used. */
const KEY = z.object({
  kid: z.string().min(1).max(256),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
});

export type PublicKey = z.output<typeof KEY>;

export interface FetchKeySetOptions {
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

/**
 * The public keys at an address, within 3 s and 256 KiB. Redirections are not followed: keys come from the address
 * that is configured and from no other. Throws a sentence that says what is wrong there.
 */
export async function fetchKeySet(
  url: string,
  { fetch, timeoutMs = TIMEOUT_MS }: FetchKeySetOptions
): Promise<PublicKey[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { signal, redirect: 'manual', headers: { Accept: 'application/json' } });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(
      response.status >= 300 && response.status < 400
        ? 'it redirects to another address: configure that one'
        : `it answers ${response.status}`
    );
  }
  const set = KEY_SET.safeParse(parse(await boundedText(response)));
  if (!set.success) {
    throw new Error('it does not answer a JSON Web Key Set of at most 100 keys');
  }
  const keys = set.data.keys.flatMap((key) => KEY.safeParse(key).data ?? []);
  if (keys.length === 0) {
    throw new Error('it has no key for ES256');
  }
  return keys;
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    bytes += next.value.length;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      throw new Error(`it answers more than ${MAX_BYTES / 1024} KiB`);
    }
    pieces.push(next.value);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
