import { basename } from 'node:path';
import { type SessionReader } from './import-format';
import { type Fields, type ImportRow, isObject, type JsonObject } from './import-row';
import { compact, pickNumber, pickText, unlessEmpty } from './pick';
import { idFrom } from './row-id';

/** What a session copies of another one it writes at once, with the time of its own beginning. */
const COPYING_MS = 1_000;
const COUNTS = ['input_tokens', 'cached_input_tokens', 'output_tokens', 'reasoning_output_tokens'] as const;

/**
 * One session of Codex. Newer ones write a `token_usage_record` for each call. Older ones only tell the sum so far and
 * the last call's part of it (`token_count`), again and again while nothing happens: a call is where the sum changed.
 * Input includes what was cached, output includes reasoning.
 */
export class CodexSession implements SessionReader {
  #meta: JsonObject = {};
  #begun = NaN;
  /** The session that this one was forked from, or was started by. */
  #parent: string | undefined;
  #model: string | undefined;
  #turn: string | undefined;
  #sum = '';
  #total: JsonObject | undefined;
  #hasRecords = false;

  takeLine(line: number, { type, timestamp, payload }: JsonObject): ImportRow[] {
    if (!isObject(payload)) {
      return [];
    }
    switch (type === 'event_msg' ? payload.type : type) {
      case 'session_meta':
        this.#takeMeta(payload, timestamp);
        return [];
      case 'turn_context':
        this.#model = pickText(payload, 'model') ?? this.#model;
        this.#turn = pickText(payload, 'turn_id');
        return [];
      case 'token_usage_record':
        this.#hasRecords = true;
        return this.#callOf(line, timestamp, payload.usage, {
          id: pickText(payload, 'response_id') ?? this.#idOf(payload.thread_token_usage, timestamp),
          session: pickText(payload, 'session_id'),
          turn: pickText(payload, 'turn_id'),
        });
      case 'token_count':
        return this.#hasRecords || !isObject(payload.info) ? [] : this.#takeCount(line, timestamp, payload.info);
      case 'task_complete':
        return this.#takeEnd(line, timestamp, payload);
      default:
        return [];
    }
  }

  end(): ImportRow[] {
    return [];
  }

  /** The first is the session's own; another one is that of the session whose lines it copied. */
  #takeMeta(payload: JsonObject, timestamp: unknown): void {
    if (Object.keys(this.#meta).length > 0) {
      const other = pickText(payload, 'id');
      this.#parent ??= other === this.#meta.id ? undefined : other;
      return;
    }
    this.#meta = payload;
    this.#begun = Date.parse(String(timestamp));
    this.#parent = pickText(payload, 'forked_from_id') ?? spawnedBy(payload.source);
  }

  #takeCount(line: number, timestamp: unknown, info: JsonObject): ImportRow[] {
    const total = isObject(info.total_token_usage) ? info.total_token_usage : undefined;
    const sum = total ? JSON.stringify(COUNTS.map((name) => total[name])) : '';
    if (total && sum === this.#sum) {
      return [];
    }
    const usage = isObject(info.last_token_usage) ? info.last_token_usage : difference(total, this.#total);
    this.#sum = sum;
    this.#total = total;
    const copied = this.#parent !== undefined && Date.parse(String(timestamp)) - this.#begun < COPYING_MS;
    const session = copied ? this.#parent : undefined;
    return this.#callOf(line, timestamp, usage, {
      id: this.#idOf(total, timestamp, session),
      session,
      turn: this.#turn,
      model: pickText(info, 'model'),
    });
  }

  #callOf(
    line: number,
    timestamp: unknown,
    usage: unknown,
    call: { id: string; session?: string; turn?: string; model?: string }
  ): ImportRow[] {
    if (!isObject(usage) || COUNTS.every((name) => !pickNumber(usage, name))) {
      return [];
    }
    return [
      this.#row(line, timestamp, {
        ...tokensOf(usage),
        id: call.id,
        session: call.session ?? this.#meta.id,
        model: call.model ?? this.#model,
        metadata: this.#metadata(call.turn),
      }),
    ];
  }

  /** A turn that failed for good. Attempts that were made again leave no trace. */
  #takeEnd(line: number, timestamp: unknown, { error, turn_id: turn }: JsonObject): ImportRow[] {
    const status = isObject(error) ? statusIn(error.codex_error_info) : undefined;
    if (!isObject(error) || status === undefined || typeof turn !== 'string') {
      return [];
    }
    return [
      this.#row(line, timestamp, {
        id: turn,
        session: this.#meta.id,
        model: this.#model,
        status_code: status,
        error: pickText(error, 'message')?.slice(0, 1_000),
        metadata: this.#metadata(turn),
      }),
    ];
  }

  #row(line: number, timestamp: unknown, fields: Fields): ImportRow {
    const folder = pickText(this.#meta, 'cwd');
    return {
      line,
      record: compact({
        ...fields,
        timestamp,
        provider: pickText(this.#meta, 'model_provider'),
        project: folder === undefined ? undefined : basename(folder.replaceAll('\\', '/')) || undefined,
        operation: 'chat',
      }),
    };
  }

  #metadata(turn: string | undefined): JsonObject | undefined {
    const git = isObject(this.#meta.git) ? this.#meta.git : {};
    return unlessEmpty(
      compact({
        codex_version: this.#meta.cli_version,
        originator: this.#meta.originator,
        git_branch: git.branch,
        turn_id: turn,
      })
    );
  }

  /** The sum only grows, so it tells the calls of a session apart. */
  #idOf(total: unknown, timestamp: unknown, session: string | undefined = pickText(this.#meta, 'id')): string {
    return idFrom('codex', session, isObject(total) ? COUNTS.map((name) => total[name] ?? 0) : timestamp);
  }
}

function tokensOf(usage: JsonObject): Fields {
  return {
    input_tokens: pickNumber(usage, 'input_tokens'),
    output_tokens: pickNumber(usage, 'output_tokens'),
    cache_read_tokens: pickNumber(usage, 'cached_input_tokens') || undefined,
    cache_write_tokens: pickNumber(usage, 'cache_write_input_tokens') || undefined,
    reasoning_tokens: pickNumber(usage, 'reasoning_output_tokens') || undefined,
  };
}

function difference(total: JsonObject | undefined, before: JsonObject | undefined): JsonObject | undefined {
  return (
    total &&
    Object.fromEntries(
      COUNTS.map((name) => [name, (pickNumber(total, name) ?? 0) - (pickNumber(before ?? {}, name) ?? 0)])
    )
  );
}

/** `{ subagent: { thread_spawn: { parent_thread_id } } }` */
function spawnedBy(source: unknown): string | undefined {
  const [subagent] = isObject(source) ? [source.subagent] : [];
  const [spawn] = isObject(subagent) ? [subagent.thread_spawn] : [];
  return isObject(spawn) ? pickText(spawn, 'parent_thread_id') : undefined;
}

/** `{ response_too_many_failed_attempts: { http_status_code } }` and its like. */
function statusIn(info: unknown): number | undefined {
  return isObject(info)
    ? Object.values(info)
        .map((value) => (isObject(value) ? pickNumber(value, 'http_status_code') : undefined))
        .find((status) => status !== undefined)
    : undefined;
}
