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

/** Grafana's server asks with the settings of before for five seconds, if it has asked with them just now. */
const SETTINGS_KEPT_MS = 5_000;

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
    const tell = () => fetchAccess(uid).catch((error: unknown) => ({ problem: reasonOf(error) }));
    let again: ReturnType<typeof setTimeout> | undefined;
    void tell().then((first) => {
      show(first);
      if (shown && isFailure(first)) {
        again = setTimeout(() => void tell().then(show), SETTINGS_KEPT_MS);
      }
    });
    return () => {
      shown = false;
      clearTimeout(again);
    };
  }, [uid, version]);

  return access;
}

function isFailure(access: Access): access is Failure {
  return typeof access === 'object' && 'problem' in access;
}

/** Past the data source's own instance, which keeps the schema it was told once. */
async function fetchAccess(uid: string): Promise<Access> {
  const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/schema`;
  const { data } = await lastValueFrom(getBackendSrv().fetch<unknown>({ url, showErrorAlert: false }));
  return readSchema(data).access ?? 'untold';
}
