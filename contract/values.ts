/** `GET /api/v1/dimensions/<id>/values`: values by use, most used first, then by name. */
export interface DimensionValues {
  values: string[];
  /** Calls of each value, in the same order. */
  requests: number[];
  /** Whether there are more than were asked for. */
  truncated: boolean;
}
