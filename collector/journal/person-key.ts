import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the data folder, beside the ledger; whoever has it can tell whether a name is behind a pseudonym. */
export const KEY_FILE = 'pseudonym.key';
const HEX_DIGITS = 20;

/** Gives a name its pseudonym: always the same with the same key file, which is made at first use (mode 0600). */
export function pseudonyms(dataDir: string): (name: string) => string {
  const key = readOrMakeKey(join(dataDir, KEY_FILE));
  return (name) => `anon-${createHmac('sha256', key).update(name).digest('hex').slice(0, HEX_DIGITS)}`;
}

/** Written whole and then linked: of two processes one makes it, and neither reads half of it. */
function readOrMakeKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) {
      throw error;
    }
  }
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(made, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    linkSync(made, file);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) {
      throw error;
    }
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(file, 'utf8');
}

function isErrno(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
