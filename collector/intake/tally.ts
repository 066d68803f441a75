import { type IntakeReply, type Rejection } from '../../contract/record';
import { type BatchResult } from './book-batch';

/** Most rejected rows that one reply lists. */
export const MAX_REJECTED = 10_000;

/** Adds up what the batches of one request come to. */
export class Tally {
  readonly #counts = { accepted: 0, duplicates: 0, amended: 0, conflicts: 0 };
  readonly #rejected: Rejection[] = [];
  #withoutId = 0;

  add({ accepted, duplicates, amended, conflicts, rejected }: BatchResult, withoutId: number): void {
    this.#counts.accepted += accepted;
    this.#counts.duplicates += duplicates;
    this.#counts.amended += amended;
    this.#counts.conflicts += conflicts;
    this.#rejected.push(...rejected);
    this.#withoutId += withoutId;
  }

  /** More rows were rejected than a reply lists. */
  get full(): boolean {
    return this.#rejected.length > MAX_REJECTED;
  }

  get reply(): IntakeReply {
    const warnings =
      this.#withoutId > 0
        ? [`${this.#withoutId} records came without id: if they are sent again, they count twice.`]
        : [];
    const { conflicts, ...counts } = this.#counts;
    return {
      ...counts,
      ...(conflicts > 0 ? { conflicts } : {}),
      rejected: this.#rejected,
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  }

  /** What a request that broke off has to its credit, as a sentence; empty if it is nothing. */
  get soFar(): string {
    const { accepted, duplicates, amended } = this.#counts;
    const booked = accepted + duplicates + amended;
    return booked + this.#rejected.length === 0
      ? ''
      : ` Before that ${booked} records were booked (${accepted} new) and ${this.#rejected.length} lines rejected; ` +
          'sent again, those with an id do not count twice.';
  }
}
