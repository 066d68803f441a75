import { createHash } from 'node:crypto';
import { type Payload } from './payload';
import { endUserOf } from './read-tags';
import { firstText } from './value';

/** User of the proxy's own administrator: nobody in particular. */
const NOBODY = 'default_user_id';
const HASH_SHOWN = 12;

export interface CallPeople {
  readonly user?: string;
  readonly team?: string;
  readonly organization?: string;
  readonly project?: string;
  readonly api_key?: string;
}

/**
 * Who called. The user is the key's, or else the end user that the request names. Names are preferred to ids where both
 * logs have them; SpendLogs has no organisation's name.
 */
export function readPeople(payload: Payload): CallPeople {
  const { row, metadata, legacy } = payload;
  const owner = firstText([metadata.user_api_key_user_id, legacy ? undefined : row.user]);
  return {
    user: owner === undefined || owner === NOBODY ? endUserOf(payload) : owner,
    team: firstText([
      metadata.user_api_key_team_alias,
      metadata.team_alias,
      metadata.user_api_key_team_id,
      row.team_id,
    ]),
    organization: firstText([metadata.user_api_key_org_id, row.organization_id]),
    project: firstText([metadata.user_api_key_project_alias, metadata.user_api_key_project_id]),
    api_key: firstText([metadata.user_api_key_alias]) ?? keyLabel(keyHash(payload)),
  };
}

/** LiteLLM's hash of the key that was used. Should it be the key itself, the hash is made here. */
export function keyHash({ row, metadata }: Pick<Payload, 'row' | 'metadata'>): string | undefined {
  const hash = firstText([metadata.user_api_key_hash, row.api_key, metadata.user_api_key]);
  return hash?.startsWith('sk-') ? createHash('sha256').update(hash).digest('hex') : hash;
}

/** Of a hash as much as tells keys apart; what is no hash is a name that LiteLLM gives its own keys. */
function keyLabel(hash: string | undefined): string | undefined {
  return hash !== undefined && /^[0-9a-f]{64}$/.test(hash) ? hash.slice(0, HASH_SHOWN) : hash;
}
