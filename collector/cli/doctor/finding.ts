/** What a check came to. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  /** What was looked at. */
  readonly subject: string;
  readonly text: string;
  /** What to do about it. */
  readonly help?: string;
}

/** All is well. */
export function ok(subject: string, text: string): Finding {
  return { level: 'ok', subject, text };
}

/** Works, but may not be what is wanted. */
export function warning(subject: string, text: string, help: string): Finding {
  return { level: 'warning', subject, text, help };
}

/** Does not work. */
export function error(subject: string, text: string, help: string): Finding {
  return { level: 'error', subject, text, help };
}
