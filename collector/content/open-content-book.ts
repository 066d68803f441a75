import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Settings } from '../config/settings';
import { ContentBook } from './content-book';

/**
 * The prompts and answers of a data folder. Null: none are captured and none are left; what is left from before stays
 * until its time has come.
 */
export function openContentBook({ dataDir, content }: Pick<Settings, 'dataDir' | 'content'>): ContentBook | null {
  const file = join(dataDir, 'content.db');
  return content.capture || existsSync(file) ? new ContentBook(file, content) : null;
}
