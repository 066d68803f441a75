import { type Request, type RequestHandler, type Response } from 'express';
import { IDENTITY_HEADERS, IDENTITY_KINDS, type IdentityKind } from '../../contract/headers';
import { type TokenBook } from '../access/token-book';
import { type Holder, type Identity, mayBook, scopeOf } from '../access/who-asks';
import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';

/**
 * Finds out who sends a request, before its body is read. An open collector asks nobody until the first token is made;
 * revoking the last one opens none.
 */
export function authenticate(tokens: TokenBook, open: boolean): RequestHandler {
  return function authenticate(request, response, next) {
    setHolder(response, open && tokens.empty ? 'open' : holderOf(request, tokens));
    next();
  };
}

/** Lets only those through that may book records. */
export function requireBooking(): RequestHandler {
  return function requireBooking(_request, response, next) {
    if (!mayBook(holder(response))) {
      throw ledgerError('forbidden', 'This token may not book records: that takes one of the role ingest.');
    }
    next();
  };
}

/** Lets only those through that may see everything: what a collector tells about itself is for its keepers. */
export function requireKeeper(): RequestHandler {
  return function requireKeeper(_request, response, next) {
    const sender = holder(response);
    if (sender !== 'open' && sender.role !== 'read' && sender.role !== 'admin') {
      throw ledgerError('forbidden', 'This takes a token of the role read: tokenledger token create --role read');
    }
    next();
  };
}

/** What the sender of a request may read. */
export function requestScope(request: Request, response: Response): Scope {
  return scopeOf(holder(response), identityOf(request));
}

/** The same for single records, which show everything that is in them. */
export function requestRowScope(request: Request, response: Response): Scope {
  const scope = requestScope(request, response);
  if (scope.hiddenDimensions.includes('user')) {
    throw ledgerError('forbidden', 'You may see sums, not single records: ask POST /api/v1/query.');
  }
  return scope;
}

/** Source of records that name none: the token's label. */
export function defaultSource(response: Response): string {
  const sender = holder(response);
  return sender === 'open' ? 'default' : sender.label;
}

function holderOf(request: Request, tokens: TokenBook): Holder {
  const [scheme, secret] = (request.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !secret) {
    throw ledgerError(
      'unauthorized',
      'Send a token: Authorization: Bearer <token>. New ones: tokenledger token create'
    );
  }
  const token = tokens.find(secret);
  if (!token) {
    throw ledgerError(
      'unauthorized',
      'This token is not known here: it is misspelt, revoked, or of another collector.'
    );
  }
  return token;
}

function identityOf(request: Request): Identity {
  const kind = request.header(IDENTITY_HEADERS.kind);
  return {
    kind: isKind(kind) ? kind : undefined,
    login: decode(request.header(IDENTITY_HEADERS.login)),
    role: decode(request.header(IDENTITY_HEADERS.role)),
  };
}

function isKind(text: string | undefined): text is IdentityKind {
  return (IDENTITY_KINDS as readonly (string | undefined)[]).includes(text);
}

/** Logins arrive percent-encoded, as headers carry visible ASCII only. */
function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}

const HOLDER = Symbol('holder');
type Locals = Record<PropertyKey, unknown>;

function setHolder(response: Response, value: Holder): void {
  (response.locals as Locals)[HOLDER] = value;
}

function holder(response: Response): Holder {
  return (response.locals as Locals)[HOLDER] as Holder;
}
