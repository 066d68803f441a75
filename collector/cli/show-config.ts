import { type Command } from 'commander';
import { loadSettings } from '../config/load';
import { layOut } from './table';

/** `tokenledger show-config`. */
export function addShowConfigCommand(program: Command): void {
  program
    .command('show-config')
    .description('print every setting that a collector would start with here, and where it comes from, secrets masked')
    .action(() => {
      const { report, file } = loadSettings(process.env);
      const rows = report.map(({ key, value, source }) => [key, value, source === 'file' ? `file ${file}` : source]);
      console.log(layOut([['setting', 'value', 'source'], ...rows]));
    });
}
