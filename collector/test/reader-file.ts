import { resolve } from 'node:path';

/** The code of a reader's thread, as `build-reader.ts` makes it: inside the project, where the driver is found. */
export const READER_FILE = resolve(__dirname, '..', '..', 'node_modules', '.cache', 'tokenledger', 'reader.cjs');
