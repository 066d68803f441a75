import { Command } from 'commander';
import { addAuditCommand } from './cli/audit';
import { addDirectoryCommands } from './cli/directory';
import { addDoctorCommand } from './cli/doctor';
import { addPriceCommands } from './cli/price';
import { addReportCommand } from './cli/report';
import { addForgetCommand } from './cli/forget';
import { addImportCommand } from './cli/import';
import { addPullCommand } from './cli/pull';
import { addRepairCommands } from './cli/reprice';
import { addRulesCommand } from './cli/rules';
import { addServeCommands } from './cli/serve';
import { addShowConfigCommand } from './cli/show-config';
import { addTokenCommands } from './cli/token';
import { addUnpricedCommand } from './cli/unpriced';
import { addVerifyCommand } from './cli/verify';
import { ConfigError } from './config/load';
import { VERSION } from './version';

const program = new Command('tokenledger')
  .description('Every LLM call on the books. Settings: tokenledger.yaml and TOKENLEDGER_* (see docs/configuration.md).')
  .version(VERSION);

addServeCommands(program);
addShowConfigCommand(program);
addTokenCommands(program);
addPriceCommands(program);
addDirectoryCommands(program);
addReportCommand(program);
addRulesCommand(program);
addDoctorCommand(program);
addUnpricedCommand(program);
addRepairCommands(program);
addForgetCommand(program);
addImportCommand(program);
addPullCommand(program);
addVerifyCommand(program);
addAuditCommand(program);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    console.error(error.message);
  } else if (isInUse(error)) {
    console.error(`${error.address}:${error.port} is taken: another collector runs there, or set TOKENLEDGER_LISTEN.`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
});

function isInUse(error: unknown): error is { address: string; port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
