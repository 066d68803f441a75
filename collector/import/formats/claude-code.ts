import { type SessionFormat } from '../import-format';
import { ClaudeCodeSession } from '../claude-code-session';

/** Sessions that Claude Code keeps in `~/.claude/projects`, subagents included. */
export const CLAUDE_CODE: SessionFormat = {
  kind: 'sessions',
  name: 'claude-code',
  title: 'session logs of Claude Code: ~/.claude/projects',
  extensions: ['.jsonl'],
  source: 'claude-code',
  openSession: () => new ClaudeCodeSession(),
};
