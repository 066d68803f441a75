import { statSync } from 'node:fs';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Rejection } from '../../contract/record';
import { type Signal } from '../ingest/otlp/messages';
import { type BookedRecord, type Booking } from '../store/store';

/** Most sources that have a series of their own; the rest share one. */
const MAX_SOURCES = 100;
const OTHER_SOURCES = 'other';
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const COMMIT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Metrics of the process are there once, however many collectors run in it. */
let processRegistry: Registry | undefined;

/** What a collector tells Prometheus about itself. Labels are bounded: no user, no model, sources up to a number. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources = new Set<string>();
  readonly #records = this.#counter('tokenledger_records_total', 'Records that arrived, by outcome', ['outcome']);
  readonly #rejected = this.#counter('tokenledger_rejected_total', 'Records rejected, by field', ['field']);
  readonly #unpriced = this.#counter('tokenledger_unpriced_requests_total', 'Records booked without a known price', []);
  readonly #otlp = this.#counter(
    'tokenledger_otlp_items_total',
    'Spans, log records and data points, by what they are',
    ['signal', 'outcome']
  );
  readonly #requests = new Histogram({
    name: 'tokenledger_request_duration_seconds',
    help: 'Time to answer HTTP requests',
    labelNames: ['route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [this.#registry],
  });
  readonly #commits = new Histogram({
    name: 'tokenledger_commit_duration_seconds',
    help: 'Time of durable commits, each of one or several requests',
    buckets: COMMIT_SECONDS,
    registers: [this.#registry],
  });
  readonly #lastRecord = new Gauge({
    name: 'tokenledger_last_record_timestamp_seconds',
    help: 'When the newest record of a source arrived, Unix time',
    labelNames: ['source'],
    registers: [this.#registry],
  });

  /** `files`: those of the store, whose sizes are measured when asked. */
  constructor(files: readonly string[]) {
    new Gauge({
      name: 'tokenledger_store_bytes',
      help: 'Size of the ledger’s files',
      registers: [this.#registry],
      collect() {
        this.set(files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0));
      },
    });
    for (const outcome of ['accepted', 'duplicate', 'amended', 'conflict', 'rejected']) {
      this.#records.inc({ outcome }, 0);
    }
  }

  booked(records: readonly BookedRecord[], bookings: readonly Booking[], ms: number): void {
    this.#commits.observe(ms / 1000);
    // Added up first: a counter with labels costs more than booking a record's part of a large commit.
    const outcomes = new Map<string, number>();
    const lastRecords = new Map<string, number>();
    let unpriced = 0;
    bookings.forEach(({ outcome, conflicts }, index) => {
      const { record, rating, receivedAt } = records[index]!;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (conflicts.length > 0) {
        outcomes.set('conflict', (outcomes.get('conflict') ?? 0) + 1);
      }
      if (outcome === 'accepted') {
        unpriced += rating.cost_source === 'unpriced' ? 1 : 0;
        lastRecords.set(record.source, receivedAt);
      }
    });
    const { unknown = 0, ...known } = Object.fromEntries(outcomes);
    Object.entries(known).forEach(([outcome, count]) => this.#records.inc({ outcome }, count));
    if (unknown > 0) {
      this.#records.inc({ outcome: 'rejected' }, unknown);
      this.#rejected.inc({ field: 'model' }, unknown);
    }
    this.#unpriced.inc(unpriced);
    lastRecords.forEach((time, source) => this.#lastRecord.set({ source: this.#sourceLabel(source) }, time / 1000));
  }

  rejected(rejections: readonly Rejection[]): void {
    this.#records.inc({ outcome: 'rejected' }, rejections.length);
    rejections.forEach(({ field = 'none' }) => this.#rejected.inc({ field }));
  }

  /** Items of a request of OTLP: what tells of calls, what does not, and what was rejected. */
  took(signal: Signal, counts: Readonly<Record<'call' | 'ignored' | 'rejected', number>>): void {
    Object.entries(counts).forEach(([outcome, count]) => this.#otlp.inc({ signal, outcome }, count));
  }

  answered(route: string, status: number, seconds: number): void {
    this.#requests.observe({ route, status }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Prometheus text. */
  async text(): Promise<string> {
    if (!processRegistry) {
      processRegistry = new Registry();
      collectDefaultMetrics({ register: processRegistry });
    }
    return `${await this.#registry.metrics()}\n${await processRegistry.metrics()}`;
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #sourceLabel(source: string): string {
    if (!this.#sources.has(source)) {
      if (this.#sources.size >= MAX_SOURCES) {
        return OTHER_SOURCES;
      }
      this.#sources.add(source);
    }
    return source;
  }
}
