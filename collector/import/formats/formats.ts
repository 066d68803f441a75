import { type ImportFormat } from '../import-format';
import { CLAUDE_CODE } from './claude-code';
import { CODEX } from './codex';
import { CSV } from './csv';
import { HELICONE } from './helicone';
import { LANGFUSE } from './langfuse';
import { NDJSON } from './ndjson';
import { OPENROUTER } from './openrouter';

/** What can be imported. */
export const FORMATS: readonly ImportFormat[] = [NDJSON, CSV, LANGFUSE, HELICONE, OPENROUTER, CLAUDE_CODE, CODEX];
