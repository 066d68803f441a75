import { type Panel } from '../panel.ts';

/** What the dashboard answers, in a line. */
export function text(content: string): Panel {
  return { type: 'text', title: '', transparent: true, options: { mode: 'markdown', content } };
}
