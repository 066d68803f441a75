import { join } from 'node:path';

/** The code of a reader's thread, built beside the collector's own. */
export const READER_FILE = join(__dirname, 'reader.cjs');
