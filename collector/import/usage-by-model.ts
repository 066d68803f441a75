import { type UsageRecord } from '../../contract/record';
import { type Pico, picoFromUsd, usdText } from '../pricing/decimal';

/** Models beyond these are counted together. */
const MOST_MODELS = 200;
const OTHER = '(other)';

interface Usage {
  calls: number;
  input: number;
  output: number;
  cost: Pico;
  costed: number;
}

/** Adds up by model what records hold, for a look before they are booked. */
export class UsageByModel {
  readonly #models = new Map<string, Usage>();
  #from = Infinity;
  #to = -Infinity;

  add(records: readonly UsageRecord[]): void {
    for (const record of records) {
      const usage = this.#usageOf(record.model);
      const cost = record.provider_cost === undefined ? undefined : picoFromUsd(record.provider_cost);
      usage.calls += 1;
      usage.input += record.input_tokens ?? 0;
      usage.output += record.output_tokens ?? 0;
      usage.cost += cost ?? 0n;
      usage.costed += cost === undefined ? 0 : 1;
      this.#from = Math.min(this.#from, record.timestamp);
      this.#to = Math.max(this.#to, record.timestamp);
    }
  }

  /** First and last time, ISO; undefined without records. */
  get period(): { from: string; to: string } | undefined {
    return this.#models.size === 0
      ? undefined
      : { from: new Date(this.#from).toISOString(), to: new Date(this.#to).toISOString() };
  }

  /** Rows of a table, titles first, most calls first. */
  get rows(): string[][] {
    const rows = [...this.#models].sort(([, a], [, b]) => b.calls - a.calls);
    return [
      ['model', 'calls', 'input tokens', 'output tokens', 'reported cost (USD)', 'calls with it'],
      ...rows.map(([model, { calls, input, output, cost, costed }]) => [
        model,
        ...[calls, input, output].map(String),
        costed > 0 ? usdText(cost) : '–',
        String(costed),
      ]),
    ];
  }

  #usageOf(model: string): Usage {
    const name = this.#models.has(model) || this.#models.size < MOST_MODELS ? model : OTHER;
    const usage = this.#models.get(name) ?? { calls: 0, input: 0, output: 0, cost: 0n, costed: 0 };
    this.#models.set(name, usage);
    return usage;
  }
}
