import { type Request, type RequestHandler, type Response } from 'express';
import { holderOf } from '../access/holder-of';
import { readIdentity } from '../access/read-identity';
import { type Scope, seesEverything } from '../access/scope';
import { type TokenInfo } from '../access/token-book';
import { type Holder, mayBook, scopeOf } from '../access/who-asks';
import { type Use } from '../audit/audited-use';
import { ledgerError } from '../errors';
import { type AppContext } from './context';
import { takeRequest } from './limit-rate';
import { type Sender, senderOf, setSender } from './sender';

/**
 * Finds out who sends a request, before its body is read. An open collector asks nobody until the first token is made;
 * revoking the last one opens none. Of whom it is asked for is believed from delegate tokens only.
 */
export function authenticate(context: AppContext): RequestHandler {
  const { tokens, open, clock, verifier } = context;
  return async function authenticate(request, response, next) {
    const holder = open && tokens.empty ? 'open' : holderOf(request.header('authorization'), tokens, clock());
    takeRequest(holder, context, response);
    const named = holder === 'open' || holder.role === 'delegate';
    const identity = named ? await readIdentity((name) => request.header(name), verifier) : null;
    if (holder !== 'open') {
      noteUse(holder, context);
    }
    setSender(response, { holder, identity, context });
    next();
  };
}

/** Lets only those through that may book records. */
export function requireBooking(): RequestHandler {
  return function requireBooking(request, response, next) {
    const sender = senderOf(response);
    if (!mayBook(sender.holder)) {
      throw ledgerError('forbidden', 'This token may not book records: that takes one of the role ingest.');
    }
    auditToken(sender, 'admin write', request);
    next();
  };
}

/** Lets only those through that may see everything: what a collector tells about itself is for its keepers. */
export function requireKeeper(): RequestHandler {
  return function requireKeeper(request, response, next) {
    const sender = senderOf(response);
    const { holder } = sender;
    if (holder !== 'open' && holder.role !== 'read' && holder.role !== 'admin') {
      throw ledgerError('forbidden', 'This takes a token of the role read: tokenledger token create --role read');
    }
    auditToken(sender, 'admin read', request);
    next();
  };
}

/** What the sender of a request may read. */
export function requestScope(request: Request, response: Response): Scope {
  const sender = senderOf(response);
  const { holder, identity, context } = sender;
  const { policy, directory } = context.settings;
  const scope = scopeOf(holder, identity ?? {}, { policy, directory, now: context.clock() });
  auditToken(sender, 'admin read', request);
  if (holder !== 'open' && identity?.verified && seesEverything(scope)) {
    audit(context, { actor: `user:${identity.verified.user}`, act: 'admin read', what: whatOf(request) });
  }
  return scope;
}

/** The same for single records, which show everything that is in them. */
export function requestRowScope(request: Request, response: Response): Scope {
  const scope = requestScope(request, response);
  if (scope.hiddenDimensions.includes('user')) {
    throw ledgerError('forbidden', 'You may see sums, not single records: ask POST /api/v1/query.');
  }
  return scope;
}

/** Puts it on record that prompts and answers of so many records were read. Throws where that cannot be written. */
export async function auditContent(request: Request, response: Response, records: number): Promise<void> {
  const { holder, identity, context } = senderOf(response);
  const actor =
    holder === 'open' ? 'anyone' : identity?.verified ? `user:${identity.verified.user}` : `token:${holder.label}`;
  const details = { what: whatOf(request), records };
  await context.store.audit({ time: context.clock(), actor, act: 'content read', reason: '', details });
}

/** Sources that the sender may book for, and the one of records that name none: the token's label. */
export function bookableSources(response: Response): { source: string; sources: readonly string[] | null } {
  const { holder } = senderOf(response);
  if (holder === 'open') {
    return { source: 'default', sources: null };
  }
  const { label, sources } = holder;
  // The one source of a token for one source needs no name; of several, the label has to be among them.
  return { source: sources?.length === 1 ? sources[0]! : label, sources: sources ?? null };
}

/** A file of tokens that cannot be written to keeps nobody out. */
function noteUse(token: TokenInfo, { tokens, clock, logger }: AppContext): void {
  try {
    tokens.used(token, clock());
  } catch (error) {
    logger.warn({ err: error, token: token.id }, 'the last use of a token could not be noted');
  }
}

function auditToken({ holder, context }: Sender, act: Use['act'], request: Request): void {
  if (isAdmin(holder)) {
    audit(context, { actor: `token:${holder.label}`, act, what: whatOf(request) });
  }
}

function isAdmin(holder: Holder): holder is TokenInfo {
  return holder !== 'open' && holder.role === 'admin';
}

function audit({ adminUses, clock }: AppContext, use: Use): void {
  adminUses.note(use, clock());
}

const MAX_WHAT = 200;

function whatOf({ method, baseUrl, path }: Request): string {
  return `${method} ${baseUrl}${path}`.slice(0, MAX_WHAT);
}
