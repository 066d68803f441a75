import { type Response } from 'express';
import { type AskingIdentity } from '../access/read-identity';
import { type Holder } from '../access/who-asks';
import { type AppContext } from './context';

/** Who sends a request, as found out before anything of it is answered. */
export interface Sender {
  readonly holder: Holder;
  /** Of whom a delegate token, or an open collector, is asked for; null: of nobody. */
  readonly identity: AskingIdentity | null;
  readonly context: AppContext;
}

const SENDER = Symbol('sender');
type Locals = Record<PropertyKey, unknown>;

export function setSender(response: Response, sender: Sender): void {
  (response.locals as Locals)[SENDER] = sender;
}

/** The sender that `authenticate` has found. */
export function senderOf(response: Response): Sender {
  return (response.locals as Locals)[SENDER] as Sender;
}
