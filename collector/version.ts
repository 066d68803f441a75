import { version } from '../package.json';

/** Version of collector and plugin alike. */
export const VERSION: string = version;
