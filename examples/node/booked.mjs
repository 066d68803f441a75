import { setTimeout } from 'node:timers/promises';
import { RETRY, streamed, usageOf } from './answer.mjs';

/** A `fetch` for an OpenAI-compatible API that books each attempt of a call, streamed or not; `who`: user, team, … */
export function booked(book, who, attempts = 3) {
  return async (url, init) => {
    const { model, stream = false } = JSON.parse(init.body);
    const first = crypto.randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const start = Date.now();
      const identity = attempt === 1 ? { id: first } : { id: `${first}-${attempt}`, attempt_of: first };
      const record = { ...identity, timestamp: start, operation: 'chat', model, stream, ...who };
      const end = (more) => book({ ...record, ...more, latency_ms: Date.now() - start });
      const answer = await fetch(url, init).catch((error) => {
        end({ error: error.message, error_type: error.name });
        throw error;
      });
      const { ok, status: status_code } = answer;
      if (ok && stream) {
        return streamed(answer, start, end);
      }
      const text = await answer.text();
      end({ status_code, ...(ok ? usageOf([text]) : { error: text }) });
      if (ok || attempt === attempts || !RETRY.includes(status_code)) {
        return new Response(text, answer);
      }
      await setTimeout(1000 * (answer.headers.get('Retry-After') ?? 2 ** attempt));
    }
  };
}
