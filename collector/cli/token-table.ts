import { type ListedToken } from '../access/token-book';

const TITLES = ['id', 'role', 'label', 'state', 'sources', 'a minute', 'last used', 'expires', 'created'];

/** Tokens as rows of a table, titles first: never anything of their secrets. */
export function tokenTable(tokens: readonly ListedToken[]): string[][] {
  return [
    TITLES,
    ...tokens.map((token) => [
      token.id,
      token.role,
      token.label,
      stateText(token),
      token.sources?.join(', ') ?? 'all',
      ratesText(token),
      timeText(token.lastUsedAt, 'never'),
      timeText(token.expiresAt, 'never'),
      timeText(token.createdAt, ''),
    ]),
  ];
}

function stateText({ state, overlapUntil, revokedAt }: ListedToken): string {
  if (state === 'revoked') {
    return `revoked ${timeText(revokedAt, '')}`;
  }
  return overlapUntil === undefined ? state : `${state}, old secret until ${timeText(overlapUntil, '')}`;
}

function ratesText({ ratePerMinute, recordsPerMinute }: ListedToken): string {
  const texts = [
    ...(ratePerMinute === undefined ? [] : [`${ratePerMinute} requests`]),
    ...(recordsPerMinute === undefined ? [] : [`${recordsPerMinute} records`]),
  ];
  return texts.join(', ') || 'unlimited';
}

function timeText(time: number | undefined, none: string): string {
  return time === undefined ? none : `${new Date(time).toISOString().slice(0, 16)}Z`;
}
