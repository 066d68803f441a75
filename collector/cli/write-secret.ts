import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Prints a secret, or writes it to a file (mode 0640), whole or not at all; a file that is there is replaced. */
export function writeSecret(secret: string, file: string | undefined): void {
  if (!file) {
    console.log(secret);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const whole = `${file}.new`;
  writeFileSync(whole, secret, { mode: 0o640 });
  renameSync(whole, file);
}

/** The same of a secret that is made for it; one that is in the file already stays in force, and none is made. */
export async function writeSecretOnce(make: () => Promise<string>, file: string | undefined): Promise<void> {
  if (!file || !existsSync(file)) {
    writeSecret(await make(), file);
  }
}
