import { type Response } from 'express';
import { type TokenInfo } from '../access/token-book';
import { type Holder } from '../access/who-asks';
import { ledgerError } from '../errors';
import { type AppContext } from './context';
import { senderOf } from './sender';

type Limiting = Pick<AppContext, 'rates' | 'clock'>;

/** Counts a request against its token's limit. Throws `rate_limited`, with `Retry-After` on the response. */
export function takeRequest(holder: Holder, context: Limiting, response: Response): void {
  if (holder !== 'open' && holder.ratePerMinute !== undefined) {
    take({ holder, what: 'requests', perMinute: holder.ratePerMinute, cost: 1 }, context, response);
  }
}

/** Counts records, before they are booked, against the limit of the token that brings them. */
export function takeRecords(count: number, response: Response): void {
  const { holder, context } = senderOf(response);
  if (holder !== 'open' && holder.recordsPerMinute !== undefined) {
    take({ holder, what: 'records', perMinute: holder.recordsPerMinute, cost: count }, context, response);
  }
}

interface Take {
  readonly holder: TokenInfo;
  readonly what: 'requests' | 'records';
  readonly perMinute: number;
  readonly cost: number;
}

function take({ holder, what, perMinute, cost }: Take, { rates, clock }: Limiting, response: Response): void {
  const wait = Math.ceil(rates.take(`${what} ${holder.id}`, perMinute, cost, clock()) / 1000);
  if (wait > 0) {
    response.set('Retry-After', String(wait));
    throw ledgerError(
      'rate_limited',
      `This token takes ${perMinute.toLocaleString('en')} ${what} a minute. Send it again in ${wait.toLocaleString('en')} s.`
    );
  }
}
