import { getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { lastValueFrom } from 'rxjs';
import { type AccessSummary } from '../../contract/schema';
import { readSchema } from '../catalogue';
import { reasonOf } from '../reason';
import { type ConfigProps } from './props';

/** `untold`: the collector answers, and says nothing of rights. */
export type Access = AccessSummary | Failure | 'unsaved' | 'asking' | 'untold';

/** Why there is no answer. */
export interface Failure {
  problem: string;
}

/** Who sees what by the collector of the saved data source. Asked anew for each version that is saved. */
export function useAccess({ uid, version }: Pick<ConfigProps['options'], 'uid' | 'version'>): Access {
  const [access, setAccess] = useState<Access>(uid && version ? 'asking' : 'unsaved');

  useEffect(() => {
    if (!uid || !version) {
      return;
    }
    let shown = true;
    const show = (next: Access) => {
      if (shown) {
        setAccess(next);
      }
    };
    fetchAccess(uid).then(show, (error: unknown) => show({ problem: reasonOf(error) }));
    return () => {
      shown = false;
    };
  }, [uid, version]);

  return access;
}

/** Past the data source's own instance, which keeps the schema it was told once. */
async function fetchAccess(uid: string): Promise<Access> {
  const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/schema`;
  const { data } = await lastValueFrom(getBackendSrv().fetch<unknown>({ url, showErrorAlert: false }));
  return readSchema(data).access ?? 'untold';
}
