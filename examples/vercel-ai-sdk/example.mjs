import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';
import { provider, telemetry } from './telemetry.mjs';

const openai = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL });
const model = openai(process.env.MODEL ?? 'gpt-5-mini');
const runtimeContext = { userId: 'ada', sessionId: 'chat-17', team: 'search' };

const { text } = await generateText({ model, prompt: 'Name a colour.', runtimeContext, telemetry });
console.log(text);

const { textStream } = streamText({ model, prompt: 'Tell a story.', runtimeContext, telemetry });
for await (const piece of textStream) {
  process.stdout.write(piece);
}
console.log();

// Spans wait for a while before they are sent: a program that ends sends them first.
await provider.shutdown();
