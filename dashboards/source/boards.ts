import type { DimensionId } from '../../contract/dimensions.ts';

/** Dashboards by their uid without the prefix. */
export const BOARDS = [
  'overview',
  'users',
  'user',
  'teams',
  'keys',
  'models',
  'latency',
  'time',
  'requests',
  'costs',
  'intake',
  'public',
] as const;
export type Board = (typeof BOARDS)[number];

export function uidOf(board: Board): string {
  return `tokenledger-${board}`;
}

const USUAL: readonly DimensionId[] = ['team', 'user', 'model'];

/**
 * The filters that a dashboard has in sight; others are behind the button of its controls. Links to it carry these alone:
 * what nobody sees filter would be taken for everything.
 */
export const IN_SIGHT: Readonly<Record<Board, readonly DimensionId[]>> = {
  overview: USUAL,
  users: USUAL,
  user: USUAL,
  teams: USUAL,
  keys: [...USUAL, 'api_key'],
  models: [...USUAL, 'provider'],
  latency: [...USUAL, 'provider', 'status_class'],
  time: USUAL,
  requests: [...USUAL, 'project', 'api_key', 'provider', 'environment', 'status_class'],
  costs: USUAL,
  intake: [],
  public: [],
};
