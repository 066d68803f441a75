import { CodexSession } from '../codex-session';
import { type SessionFormat } from '../import-format';

/** Sessions that Codex keeps in `~/.codex/sessions` and `~/.codex/archived_sessions`. */
export const CODEX: SessionFormat = {
  kind: 'sessions',
  name: 'codex',
  title: 'session logs of Codex: ~/.codex/sessions',
  extensions: ['.jsonl'],
  source: 'codex',
  openSession: () => new CodexSession(),
};
