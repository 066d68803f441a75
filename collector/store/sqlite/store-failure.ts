import { ledgerError } from '../../errors';

/** Failures of the disk, its files and their locks. All others are faults of ours: a wrong statement above all. */
const UNAVAILABLE = [
  'BUSY',
  'LOCKED',
  'FULL',
  'IOERR',
  'CANTOPEN',
  'READONLY',
  'PROTOCOL',
  'NOMEM',
  'CORRUPT',
  'NOTADB',
].map((family) => `SQLITE_${family}`);

const TEXTS = {
  read: 'The ledger cannot be read at the moment. Ask again later.',
  write: 'The ledger cannot be read or written at the moment. What was sent is not booked: send it again later.',
};

/** What to throw for an error of the driver: a reason to come again later, if it is one, else the error itself. */
export function storeFailure(error: unknown, act: keyof typeof TEXTS): unknown {
  return isUnavailable(error) ? ledgerError('store_unavailable', TEXTS[act], undefined, { cause: error }) : error;
}

/** Told by its code: the driver's errors may be of another realm, where `instanceof Error` does not hold. */
function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return false;
  }
  const code = String(error.code);
  return UNAVAILABLE.some((family) => code === family || code.startsWith(`${family}_`));
}
