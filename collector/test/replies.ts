import { type QueryResponse } from '../../contract/frame';
import { type IntakeReply } from '../../contract/record';
import { type LogPage } from '../query/log';
import { type TestCollector } from './start-collector';

export interface ErrorReply {
  error: { code: string; message: string; field?: string };
}

/** The reply to an intake that was read. */
export async function intake(reply: Response | Promise<Response>): Promise<IntakeReply> {
  const { status, body } = await read<IntakeReply>(reply);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

/** A refusal: its status beside the one shape of errors. */
export async function refusal(reply: Response | Promise<Response>): Promise<{ status: number } & ErrorReply['error']> {
  const { status, body } = await read<ErrorReply>(reply);
  return { status, ...body.error };
}

/** A page of the log. */
export async function log(collector: TestCollector, parameters = '', headers?: HeadersInit): Promise<LogPage> {
  return (await read<LogPage>(collector.call(`/api/v1/records?${parameters}`, { headers }))).body;
}

/** One metric over everything, without groups. */
export async function total(collector: TestCollector, metric: string, headers?: HeadersInit): Promise<unknown> {
  const reply = await collector.call('/api/v1/query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ queries: [{ refId: 'A', metrics: [metric], from: 0, to: Date.UTC(2100, 0, 1) }] }),
  });
  const { results } = (await reply.json()) as QueryResponse;
  return results.A?.frames?.[0]?.data.values[0]?.[0];
}

async function read<T>(reply: Response | Promise<Response>): Promise<{ status: number; body: T }> {
  const response = await reply;
  return { status: response.status, body: (await response.json()) as T };
}
