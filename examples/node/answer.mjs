/** What may go better the next time. */
export const RETRY = [408, 409, 429, 500, 502, 503, 504];

/** Who stops reading never learns the usage: a record without tokens is unpriced, which is not free. */
const ABORTED = { error: 'the caller stopped reading', error_type: 'aborted' };

/** The same answer; `end` hears what it took once its stream is read, given up or broken off. */
export const streamed = (answer, start, end) => new Response(ReadableStream.from(pieces(answer, start, end)), answer);

async function* pieces({ body, status }, start, end) {
  const decoder = new TextDecoder();
  let text = '';
  let time_to_first_token_ms;
  let read = false;
  try {
    for await (const piece of body) {
      time_to_first_token_ms ??= Date.now() - start;
      text += decoder.decode(piece, { stream: true });
      yield piece;
    }
    read = true;
  } finally {
    // Some stop reading at the last event and never come to the end of the body.
    const outcome = read || /^data: \[DONE\]/m.test(text) ? {} : ABORTED;
    end({ status_code: status, ...usageOf(events(text)), time_to_first_token_ms, ...outcome });
  }
}

/** The complete events of a stream: one that was given up may end in the middle of a line. */
const events = (text) => [...text.matchAll(/^data: (\{.*\})\r?\n/gm)].map(([, json]) => json);

/** What an answer, or the chunks of a stream, say they took. */
export function usageOf(texts) {
  const answers = texts.map((text) => JSON.parse(text));
  const { model, service_tier } = answers.at(-1) ?? {};
  const usage = answers.findLast((answer) => answer.usage)?.usage;
  return {
    response_model: model,
    service_tier,
    input_tokens: usage?.prompt_tokens,
    output_tokens: usage?.completion_tokens,
    cache_read_tokens: usage?.prompt_tokens_details?.cached_tokens,
    reasoning_tokens: usage?.completion_tokens_details?.reasoning_tokens,
  };
}
