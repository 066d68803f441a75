import { callFields, largerUsage, metadataOf, providerOf, usageFields } from './claude-code-fields';
import { type SessionReader } from './import-format';
import { type Fields, type ImportRow, isObject, type JsonObject } from './import-row';
import { compact, msBetween, pickNumber, pickText } from './pick';

/** Messages that wait for further lines of theirs, and requests whose answer is awaited: more are let go. */
const MOST_WAITING = 1_000;
/** Model of what Claude Code wrote itself. */
const SYNTHETIC = '<synthetic>';
const MAX_ERROR = 1_000;

interface Request {
  readonly start: string | undefined;
  readonly model: string | undefined;
}

interface Message {
  readonly line: number;
  readonly fields: Fields;
  readonly start: string | undefined;
}

/**
 * One session of Claude Code. A message has a line per block of its answer, all with its id and usage, early ones
 * perhaps with less of it; a forked session begins with copies of the lines of the first. So the message's id is that of
 * the record, and the largest usage counts. What it says of sums (`cost-state`) is no call.
 */
export class ClaudeCodeSession implements SessionReader {
  readonly #messages = new Map<string, Message>();
  readonly #requests = new Map<string, Request>();
  /** By agent: the first of the attempts that have failed so far. */
  readonly #failed = new Map<string, string>();
  /** By agent: the model that was asked last. */
  readonly #models = new Map<string, string>();

  takeLine(line: number, value: JsonObject): ImportRow[] {
    switch (value.type) {
      case 'api-request':
        this.#takeRequest(value);
        return [];
      case 'system':
        return value.subtype === 'api_error' ? this.#takeError(line, value) : [];
      case 'assistant':
      case undefined:
        return isObject(value.message) ? this.#takeMessage(line, value, value.message) : [];
      default:
        return [];
    }
  }

  end(): ImportRow[] {
    const rows = [...this.#messages.values()].map(({ line, fields }): ImportRow => ({ line, record: fields }));
    this.#messages.clear();
    return rows;
  }

  #takeRequest(value: JsonObject): void {
    const [id, model] = [pickText(value, 'id'), isObject(value.params) ? pickText(value.params, 'model') : undefined];
    if (id !== undefined) {
      this.#requests.set(id, { start: pickText(value, 'timestamp'), model });
      letGo(this.#requests);
    }
    if (model !== undefined) {
      this.#models.set(agentOf(value), model);
    }
  }

  #takeMessage(line: number, value: JsonObject, message: JsonObject): ImportRow[] {
    const model = pickText(message, 'model');
    if (model === SYNTHETIC) {
      return value.isApiErrorMessage === true ? this.#takeLastError(line, value) : [];
    }
    const usage = isObject(message.usage) ? message.usage : undefined;
    const id = pickText(message, 'id') ?? pickText(value, 'requestId') ?? pickText(value, 'uuid');
    if (!usage || model === undefined || id === undefined) {
      return [];
    }
    const request = this.#requests.get(pickText(value, 'requestRef') ?? '');
    const before = this.#messages.get(id);
    const agent = agentOf(value);
    this.#models.set(agent, model);
    const start = before?.start ?? request?.start;
    const end = pickText(value, 'timestamp');
    const fields = compact({
      ...callFields(value),
      ...before?.fields,
      ...largerUsage(before?.fields, usageFields(usage)),
      id,
      timestamp: start ?? before?.fields.timestamp ?? end,
      model: pickText(value, 'requestedModel') ?? model,
      response_model: model,
      provider: providerOf(id),
      latency_ms: msBetween(start, end),
      provider_cost: pickText(value, 'costUSD') ?? before?.fields.provider_cost,
      attempt_of: before ? before.fields.attempt_of : this.#firstFailed(agent),
      metadata: metadataOf(value, message, before?.fields.metadata),
    });
    this.#messages.delete(id);
    this.#messages.set(id, { line: before?.line ?? line, fields, start });
    return letGo(this.#messages).map((gone) => ({ line: gone.line, record: gone.fields }));
  }

  /** An attempt that failed and was made again. */
  #takeError(line: number, value: JsonObject): ImportRow[] {
    const error = isObject(value.error) ? value.error : {};
    const id = pickText(error, 'requestId') ?? pickText(value, 'uuid');
    const text = pickText(error, 'formatted', 'message') ?? 'the request failed';
    return this.#failedCall(line, value, id, { status_code: pickNumber(error, 'status'), error: text }, false);
  }

  /** The last attempt, of which the session holds a message in the model's place. */
  #takeLastError(line: number, value: JsonObject): ImportRow[] {
    const id = pickText(value, 'requestId', 'uuid');
    return this.#failedCall(
      line,
      value,
      id,
      {
        status_code: pickNumber(value, 'apiErrorStatus'),
        error: pickText(value, 'error') ?? 'the request failed',
        error_type: pickText(value, 'apiErrorType'),
      },
      true
    );
  }

  #failedCall(
    line: number,
    value: JsonObject,
    id: string | undefined,
    failure: JsonObject,
    last: boolean
  ): ImportRow[] {
    const agent = agentOf(value);
    const model = this.#models.get(agent);
    if (id === undefined || model === undefined) {
      return [];
    }
    const attemptOf = last ? this.#firstFailed(agent) : this.#failed.get(agent);
    if (!last && attemptOf === undefined) {
      this.#failed.set(agent, id);
    }
    const record = compact({
      ...callFields(value),
      ...failure,
      error: String(failure.error).slice(0, MAX_ERROR),
      id,
      timestamp: pickText(value, 'timestamp'),
      model,
      attempt_of: attemptOf,
      metadata: metadataOf(value),
    });
    return [{ line, record }];
  }

  /** The first of the failed attempts before this one, which ends their row. */
  #firstFailed(agent: string): string | undefined {
    const first = this.#failed.get(agent);
    this.#failed.delete(agent);
    return first;
  }
}

/** Lets the oldest go where too many wait. */
function letGo<T>(waiting: Map<string, T>): T[] {
  const [oldest] = waiting.size > MOST_WAITING ? waiting : [];
  if (!oldest) {
    return [];
  }
  waiting.delete(oldest[0]);
  return [oldest[1]];
}

function agentOf(value: JsonObject): string {
  return pickText(value, 'agentId') ?? '';
}
