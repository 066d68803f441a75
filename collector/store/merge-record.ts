import { isDeepStrictEqual } from 'node:util';
import { type UsageRecord } from '../../contract/record';
import { ERASED, isPersonal } from './personal-fields';

/** Most tags of a record, and most characters of its metadata as JSON: repeats cannot make it grow beyond. */
const MAX_TAGS = 64;
const MAX_METADATA = 65_536;

/** Fields that a repeat never changes: the identity, the time a record is booked under, the collector's own remarks. */
const FIXED: ReadonlySet<string> = new Set(['id', 'source', 'timestamp', 'flags', 'defaulted', 'attributed']);

export interface MergedRecord {
  readonly record: UsageRecord;
  /** Fields that were absent, or given by the collector, and are filled now; of objects `tags.<key>`. */
  readonly filled: readonly string[];
  /** Fields that the collector gave and the sender gives alike now: they are the sender's from here on. */
  readonly confirmed: readonly string[];
  /** Fields whose value differs from the one first seen, which stays. */
  readonly conflicts: readonly string[];
}

/** Whether a record says nothing of its model: it can only amend one that is on the books. */
export function isAmendment({ defaulted }: UsageRecord): boolean {
  return defaulted?.includes('model') ?? false;
}

/**
 * A record on the books and a later one of the same identity, as one. What the collector gave (defaults, the directory's
 * answers) is no value: it neither fills nor conflicts, and gives way.
 */
export function mergeRecord(kept: UsageRecord, repeat: UsageRecord): MergedRecord {
  const made = new Set([...(kept.defaulted ?? []), ...Object.keys(kept.attributed ?? {})]);
  const repeatMade = new Set([...(repeat.defaulted ?? []), ...Object.keys(repeat.attributed ?? {})]);
  const erased = kept.flags?.includes(ERASED) ?? false;
  const record: Record<string, unknown> = { ...kept };
  const [filled, confirmed, conflicts]: [string[], string[], string[]] = [[], [], []];
  for (const [field, value] of Object.entries(repeat)) {
    if (value === undefined || repeatMade.has(field) || (erased && isPersonal(field))) {
      continue;
    }
    const present = record[field];
    if (FIXED.has(field)) {
      if (field === 'timestamp' && value !== present) {
        conflicts.push(field);
      }
    } else if (present === undefined || made.has(field)) {
      made.delete(field);
      if (isDeepStrictEqual(present, value)) {
        confirmed.push(field);
      } else {
        record[field] = value;
        filled.push(field);
      }
    } else if (isObject(present) && isObject(value)) {
      const merged = mergeObject(field, present, value);
      record[field] = merged.object;
      filled.push(...merged.filled);
      conflicts.push(...merged.conflicts);
    } else if (!isDeepStrictEqual(present, value)) {
      conflicts.push(field);
    }
  }
  record.defaulted = nonEmpty((kept.defaulted ?? []).filter((field) => made.has(field)));
  record.attributed = nonEmpty(
    Object.fromEntries(Object.entries(kept.attributed ?? {}).filter(([field]) => made.has(field)))
  );
  return { record: record as unknown as UsageRecord, filled, confirmed, conflicts };
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

type JsonObject = Record<string, unknown>;

function mergeObject(field: string, present: JsonObject, value: JsonObject) {
  const object = { ...present };
  const [filled, conflicts]: [string[], string[]] = [[], []];
  for (const [key, item] of Object.entries(value)) {
    if (Object.hasOwn(present, key)) {
      if (!isDeepStrictEqual(present[key], item)) {
        conflicts.push(`${field}.${key}`);
      }
    } else if (hasRoom(field, { ...object, [key]: item })) {
      object[key] = item;
      filled.push(`${field}.${key}`);
    } else {
      conflicts.push(`${field}.${key}`);
    }
  }
  return { object, filled, conflicts };
}

function hasRoom(field: string, object: JsonObject): boolean {
  return field === 'tags' ? Object.keys(object).length <= MAX_TAGS : JSON.stringify(object).length <= MAX_METADATA;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
