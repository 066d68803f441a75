import { Command } from 'commander';
import { addServeCommands } from './cli/serve';
import { addTokenCommands } from './cli/token';
import { ConfigError } from './config/load';
import { VERSION } from './version';

const program = new Command('tokenledger')
  .description('Every LLM call on the books. Settings: tokenledger.yaml and TOKENLEDGER_* (see docs/configuration.md).')
  .version(VERSION);

addServeCommands(program);
addTokenCommands(program);

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
