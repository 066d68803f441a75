import { booked } from './booked.mjs';
import { Ledger } from './ledger.mjs';

const { TOKENLEDGER_URL, TOKENLEDGER_TOKEN, OPENAI_API_KEY, MODEL = 'gpt-4o-mini' } = process.env;
const { OPENAI_BASE_URL = 'https://api.openai.com/v1', QUESTIONS = '' } = process.env;

const ledger = new Ledger(TOKENLEDGER_URL, TOKENLEDGER_TOKEN);
const call = booked((record) => ledger.book(record), { user: 'ada', team: 'search', tags: { feature: 'answers' } });

const ask = (content, more = {}, signal = undefined) =>
  call(`${OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${OPENAI_API_KEY}` },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content }], ...more }),
    signal,
  });

// Without the option most servers keep the usage of a stream to themselves.
const streamed = { stream: true, stream_options: { include_usage: true } };

const answer = await (await ask('Name a colour.')).json();
console.log(answer.choices[0].message.content);

let pieces = 0;
for await (const _ of (await ask('Tell a long story.', streamed)).body) {
  pieces += 1;
}
console.log(`a story in ${pieces} pieces`);

// A story that is given up after its first piece.
const reader = (await ask('Tell another one.', streamed)).body.getReader();
await reader.read();
await reader.cancel();

// And one whose request is aborted.
const abort = new AbortController();
const story = (await ask('And another one.', streamed, abort.signal)).body.getReader();
await story.read();
abort.abort();
await story.read().catch((error) => console.log('aborted:', error.message));

for (const question of QUESTIONS.split('\n').filter(Boolean)) {
  const { status } = await ask(question);
  console.log(`${question}: ${status}`);
}

await ledger.close();
