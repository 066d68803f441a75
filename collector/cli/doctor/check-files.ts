import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Settings } from '../../config/settings';
import { error, type Finding, ok, warning } from './finding';

const MIB = 1024 * 1024;
const FEW_BYTES = 1024 * MIB;
const TOO_FEW_BYTES = 100 * MIB;

/** Whether the data folder can be written, and has room. */
export function checkFiles({ dataDir }: Settings): Finding[] {
  const folder = resolve(dataDir);
  const there = nearest(folder);
  if (!isWritable(there)) {
    return [
      error(
        'data folder',
        `${there} cannot be written`,
        'Give it to the user that runs the collector, or set TOKENLEDGER_DATA_DIR.'
      ),
    ];
  }
  return [
    there === folder
      ? ok('data folder', `${folder} can be written`)
      : warning('data folder', `${folder} is not there yet`, 'It is made at the first start: tokenledger serve'),
    checkSpace(there),
  ];
}

function checkSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const text = `${(free / MIB / 1024).toFixed(1)} GiB are free`;
  const help = 'Make room: a million records take about 500 MB. Records that cannot be written are refused with 503.';
  return free < TOO_FEW_BYTES
    ? error('disk', text, help)
    : free < FEW_BYTES
      ? warning('disk', text, help)
      : ok('disk', text);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder, or the one above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}
