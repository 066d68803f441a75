import { realpathSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { ConfigError, loadSettings } from '../config/load';
import { type Settings } from '../config/settings';
import { collectorTarget, TOKEN_VARIABLE } from '../import/collector-target';
import { type ColumnMapping, NO_MAPPING, readMapping } from '../import/column-mapping';
import { type Counts } from '../import/counts';
import { findFiles } from '../import/find-files';
import { FORMATS } from '../import/formats/formats';
import { type ImportFormat } from '../import/import-format';
import { ImportPlaces } from '../import/import-places';
import { type ImportTarget } from '../import/import-target';
import { ledgerTarget } from '../import/ledger-target';
import { STDIN } from '../import/open-input';
import { Progress } from '../import/progress';
import { type Reject, RejectsFile } from '../import/rejects-file';
import { runImport } from '../import/run-import';
import { TrialTarget } from '../import/trial-target';
import { type UsageByModel } from '../import/usage-by-model';
import { MAX_RECORDS } from '../ingest/read-records';
import { layOut } from './table';

interface ImportOptions {
  readonly mapping?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly batch: number;
  readonly collector?: string;
  readonly json?: boolean;
}

/** Rejected rows that are shown; all are in the file of --rejects. */
const MOST_SHOWN = 20;
/** Some rows were rejected, the others are booked. */
const SOME_REJECTED = 2;

const HELP = `
Formats:
${FORMATS.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}

It books into the ledger in the data folder, whether or not a collector serves it, or with --collector into one elsewhere,
with the token in ${TOKEN_VARIABLE}. Rows that are on the books already count once; an import that was broken off goes on
where it stopped when the same command is started again. Prompts and answers are never imported. The exit code is 0 if all
rows were taken, 2 if some were rejected, 1 if it did not come to its end.

Examples:
  $ tokenledger import claude-code ~/.claude/projects
  $ tokenledger import csv usage.csv --mapping usage.yaml --dry-run
  $ tokenledger import csv usage.csv --mapping usage.yaml --rejects rejects.ndjson
  $ zcat records.ndjson.gz | tokenledger import ndjson -
  $ ${TOKEN_VARIABLE}=… tokenledger import langfuse export/ --collector https://ledger.example.org`;

/** `tokenledger import <format> <files…>`. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('book usage from files: exports of other tools, session logs of coding agents, CSV')
    .argument('<format>', `one of ${FORMATS.map(({ name }) => name).join(', ')}`, readFormat)
    .argument('<files...>', 'files (.gz too), folders, or - for standard input')
    .option('--mapping <file>', 'YAML: which column is which field, and constants (docs/import.md)')
    .option('--source <label>', 'source of records that name none; default: by the format')
    .option('--dry-run', 'read everything, book nothing, say what would be')
    .option('--rejects <file>', 'write rejected rows there, one JSON object a line, with the reason')
    .option('--batch <number>', 'records that are booked at once', readBatch, 1_000)
    .option('--collector <url>', 'book through a collector that is reached there')
    .option('--json', 'print the counts as JSON')
    .addHelpText('after', HELP)
    .action(async (format: ImportFormat, paths: string[], options: ImportOptions) => {
      const counts = await importFiles(format, paths, options);
      if (counts.rejected > 0) {
        process.exitCode = SOME_REJECTED;
      }
    });
}

async function importFiles(format: ImportFormat, paths: readonly string[], options: ImportOptions): Promise<Counts> {
  const { settings } = loadSettings(process.env);
  const mapping = mappingFor(format, options.mapping);
  const files = findFiles(paths, format.extensions).map((file) => (file === STDIN ? file : realpathSync(file)));
  const source = options.source ?? format.source;
  const progress = new Progress(process.stderr);
  const trial = options.dryRun ? new TrialTarget() : null;
  const target = trial ?? openTarget(options, settings, (message) => progress.say(message));
  const places = trial ? null : new ImportPlaces(settings.dataDir);
  const rejects = options.rejects === undefined ? null : new RejectsFile(options.rejects);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'disconnect'] as const;
  signals.forEach((signal) => process.on(signal, onSignal));
  let shown = 0;
  try {
    const counts = await runImport({
      ...{ format, files, mapping, source, target, places, rejects },
      batch: options.batch,
      question: JSON.stringify([format.name, source, mapping, options.rejects ?? '']),
      stop: stop.signal,
      observer: {
        opened: (file, bytesRead) => progress.opened(file, bytesRead),
        continued: (file, rows) => progress.continued(file, rows),
        counted: (counts) => progress.counted(counts),
        rejected: (found) => {
          found.slice(0, MOST_SHOWN - shown).forEach((reject) => progress.say(rejectText(reject)));
          shown = Math.min(MOST_SHOWN, shown + found.length);
        },
      },
    });
    progress.end();
    report(counts, files.length, trial?.usage ?? null, progress, options);
    await target.finish({ format: format.name, source, files: files.length, ...counts });
    return counts;
  } finally {
    signals.forEach((signal) => process.off(signal, onSignal));
    rejects?.close();
    places?.close();
    await target.close();
  }
}

/** Constants are for every format, columns for those that have them. */
function mappingFor(format: ImportFormat, file: string | undefined): ColumnMapping {
  const mapping = file === undefined ? NO_MAPPING : readMapping(file);
  const ofColumns = Object.keys(mapping.columns).length + mapping.ignore.length > 0;
  if (ofColumns && !('mapsColumns' in format && format.mapsColumns)) {
    throw new ConfigError(`${file}: columns and ignore are for csv; of ${format.name} it can give constants`);
  }
  return mapping;
}

function openTarget(
  { collector: url }: ImportOptions,
  settings: Settings,
  report: (message: string) => void
): ImportTarget {
  return url === undefined
    ? ledgerTarget(settings, report)
    : collectorTarget({ url, token: process.env[TOKEN_VARIABLE] || undefined });
}

function report(
  counts: Counts,
  files: number,
  usage: UsageByModel | null,
  progress: Progress,
  { json, rejects }: ImportOptions
): void {
  if (json) {
    console.log(JSON.stringify({ files, ...counts, ...(usage ? { dry_run: true } : {}) }));
    return;
  }
  if (usage) {
    console.log(usageText(usage));
  }
  console.log(`${files} ${files === 1 ? 'file' : 'files'}, ${progress.line}${notes(counts)}`);
  if (usage) {
    console.log('Nothing was booked. What is on the books already would count as duplicates.');
  }
  if (counts.rejected > 0) {
    console.log(
      rejects === undefined ? 'With --rejects <file> rejected rows are kept.' : `Rejected rows are in ${rejects}.`
    );
  }
}

function usageText({ rows, period }: UsageByModel): string {
  return period ? `${layOut(rows)}\n\nFrom ${period.from} to ${period.to}.` : 'There is no call in it.';
}

function notes({ conflicts, ignored, unfinished, untimed }: Counts): string {
  const texts = [
    ['with a value that differs from the one on the books, which stays', conflicts],
    ['no calls', ignored],
    ['half written, left for the next import', unfinished],
    ['without a time, booked as of now', untimed],
  ] as const;
  return texts.map(([text, count]) => (count > 0 ? `\n${text}: ${count}` : '')).join('');
}

function rejectText({ file, line, field, message }: Reject): string {
  return `${file}:${line}: ${field !== undefined && !message.startsWith(field) ? `${field}: ` : ''}${message}`;
}

function readFormat(name: string): ImportFormat {
  const format = FORMATS.find((known) => known.name === name);
  if (!format) {
    throw new InvalidArgumentError(`It must be one of ${FORMATS.map((known) => known.name).join(', ')}.`);
  }
  return format;
}

function readBatch(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > MAX_RECORDS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_RECORDS}.`);
  }
  return Number(text);
}
