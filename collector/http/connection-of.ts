import { type Response } from 'express';
import { type Connection } from '../query/schema-document';
import { senderOf } from './sender';

/** What a test of the connection wants to know of the sender: whether rights can hold at all. */
export function connectionOf(response: Response): Connection {
  const { holder, identity, context } = senderOf(response);
  const claimed = identity?.login === undefined ? 'nobody' : 'claimed';
  return {
    store: context.settings.store,
    token: holder === 'open' ? 'open' : holder.role,
    identity: identity?.verified ? 'verified' : claimed,
  };
}
