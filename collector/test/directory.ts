import { parse } from 'yaml';
import { directoryFromConfig } from '../config/directory';
import { CONFIG_SCHEMA } from '../config/schema';
import { type Directory } from '../directory/directory';

/** A directory as the `directory` key of `tokenledger.yaml` has it. */
export function directoryFromYaml(yaml: string, timezone = 'UTC'): Directory {
  const { directory } = CONFIG_SCHEMA.parse({ directory: parse(yaml) as unknown });
  return directoryFromConfig(directory, timezone, '.');
}
