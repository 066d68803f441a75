/**
 * What happens in the trial, in days from the Monday of its first week: negative days lie before it. Whenever in that week
 * somebody starts it, each is recent enough to be found on a dashboard of 30 or 90 days.
 */

/** From here on `gemini-3.1-pro-preview` costs less. */
export const PRICE_CHANGE_DAY = -44;
/** From here on support's customers pay another markup. */
export const RULE_CHANGE_DAY = -20;

/** `claude-opus-5-5` comes out, and within weeks takes over from `claude-opus-5`. */
export const OPUS_LAUNCH = { from: -47, until: -12 } as const;
/** `gpt-6-sol` comes out, and is still rising. */
export const SOL_LAUNCH = { from: -24, until: 10 } as const;
/** Last day of `claude-sonnet-4-6`. */
export const SONNET_RETIRED = -36;

/** Nothing has come from this source since. */
export const SILENT_SOURCE = 'store-kiosks';
export const SILENT_SINCE = -2.6;

/** An agent that nobody stopped for a night: hours after midnight, calls an hour. */
export const RUNAWAY = {
  day: -4,
  /** It happens again, in trials that are kept for long. */
  every: 14,
  fromHour: 1,
  toHour: 5,
  calls: 165,
  team: 'data-science',
  /** Place of its owner in the team. */
  place: 2,
  key: 'pricing-agent-dev',
} as const;

/** Whether the agent is out of hand; `day` with its fraction. */
export function isRunaway(day: number): boolean {
  const whole = Math.floor(day);
  const hour = Math.round((day - whole) * 24);
  const since = whole - RUNAWAY.day;
  return since >= 0 && since % RUNAWAY.every === 0 && RUNAWAY.fromHour <= hour && hour < RUNAWAY.toHour;
}

/** A provider in trouble, from one day to another, with their fractions. */
export interface Trouble {
  readonly provider: string;
  readonly from: number;
  readonly to: number;
  /** Share of calls that fail, and as what. */
  readonly failing: number;
  readonly status: number;
  /** Everything takes so many times as long. */
  readonly slower: number;
}

const hours = (day: number, from: number, to: number) => ({ from: day + from / 24, to: day + to / 24 });

export const TROUBLES: readonly Trouble[] = [
  { provider: 'openai', ...hours(-73, 14, 16), failing: 0.45, status: 500, slower: 1.6 },
  { provider: 'mistral_ai', ...hours(-58, 7, 12), failing: 0.3, status: 503, slower: 2.2 },
  { provider: 'openai', ...hours(-39, 9, 12), failing: 0.35, status: 429, slower: 1.2 },
  { provider: 'aws.bedrock', ...hours(-27, 6, 10), failing: 0.5, status: 503, slower: 1.5 },
  { provider: 'anthropic', ...hours(-18, 13, 16), failing: 0.4, status: 529, slower: 2.4 },
  { provider: 'gcp.gemini', ...hours(-11, 8, 13), failing: 0.03, status: 504, slower: 4 },
  { provider: 'self-hosted', ...hours(-6, 2, 9), failing: 0.6, status: 502, slower: 3 },
  { provider: 'anthropic', ...hours(-5, 14, 15), failing: 0.25, status: 529, slower: 1.8 },
];

/** What troubles a provider in an hour, if anything does. */
export function troubleOf(provider: string, day: number): Trouble | undefined {
  return TROUBLES.find((trouble) => trouble.provider === provider && trouble.from <= day && day < trouble.to);
}
