import { GRANTED_BY } from '../../access/policy/policy';
import { ledgerError } from '../../errors';
import { type AnswerContext } from '../query-handler';
import { requireRows } from '../requests/permit';
import { exportAggregate, isAggregate } from './aggregate';
import { fileName } from './file-name';
import { CONTENT_TYPES, fileText, readFormat } from './format';
import { exportRows } from './rows';

export interface ExportFile {
  readonly contentType: string;
  readonly name: string;
  /** The file's text; ends early when the context's signal is aborted. */
  readonly text: AsyncGenerator<string>;
}

/** Opens the log, or an aggregate where metrics are named, as a file; throws where it may not be had. */
export async function openExport(params: URLSearchParams, context: AnswerContext): Promise<ExportFile> {
  const { scope, now } = context;
  if (!scope.mayExport) {
    throw ledgerError('forbidden', `You may look, but not take out files. ${GRANTED_BY}`);
  }
  const format = readFormat(params.get('format'));
  const aggregate = isAggregate(params);
  if (!aggregate) {
    requireRows(scope, 'time', null);
  }
  const table = aggregate ? await exportAggregate(params, context) : await exportRows(params, context);
  return {
    contentType: CONTENT_TYPES[format],
    name: fileName(table, now, format),
    text: fileText(format, table),
  };
}
