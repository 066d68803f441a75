import { type Command } from 'commander';
import { ConfigError, loadSettings } from '../config/load';
import { checkFiles } from './doctor/check-files';
import { checkLedger } from './doctor/check-ledger';
import { checkPort } from './doctor/check-port';
import { checkTokens } from './doctor/check-tokens';
import { error, type Finding, ok } from './doctor/finding';

const HELP = `
It looks at the configuration, the data folder, the disk, the tokens, the address, the clock, the ledger's files, the
newest records and their prices, says what to do about what it finds, and exits 1 if something does not work. A
collector may be running meanwhile.

Examples:
  $ tokenledger doctor
  $ TOKENLEDGER_DATA_DIR=/var/lib/tokenledger tokenledger doctor --json`;

const SIGNS: Readonly<Record<Finding['level'], string>> = { ok: 'ok      ', warning: 'warning ', error: 'ERROR   ' };

/** `tokenledger doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look for what is wrong with this installation')
    .option('--json', 'print JSON: one object per finding')
    .addHelpText('after', HELP)
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(process.env, Date.now());
      console.log(json ? JSON.stringify(findings, null, 2) : findings.map(textOf).join('\n'));
      if (findings.some(({ level }) => level === 'error')) {
        process.exitCode = 1;
      }
    });
}

/** Everything that was looked at. Without a configuration nothing else can be. */
export async function examine(env: Readonly<Record<string, string | undefined>>, now: number): Promise<Finding[]> {
  try {
    const { settings, file } = loadSettings(env);
    const files = checkFiles(settings);
    return [
      ok('configuration', file ?? 'there is no file, environment and defaults hold'),
      ...files,
      ...(files[0]?.level === 'error' ? [] : checkTokens(settings)),
      await checkPort(settings),
      ...(files[0]?.level === 'error' ? [] : await checkLedger(settings, now)),
    ];
  } catch (reason) {
    if (reason instanceof ConfigError) {
      return [error('configuration', reason.message, 'Mend it: docs/configuration.md says what is allowed.')];
    }
    throw reason;
  }
}

function textOf({ level, subject, text, help }: Finding): string {
  return `${SIGNS[level]} ${subject}: ${text}${help ? `\n         → ${help}` : ''}`;
}
