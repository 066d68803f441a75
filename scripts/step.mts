/** What a step of the tests came to. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** What could not be tested here, and why. */
  readonly skipped: readonly string[];
}
