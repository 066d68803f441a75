import { type FrameNotice } from '../../contract/frame';
import { type ListQuestion } from './list-question';

/** What every list says besides its rows. */
export function listNotices({ question, idle }: ListQuestion, ledger: 'live' | 'demo'): FrameNotice[] {
  return [
    ...(ledger === 'demo' ? [info('Demo ledger: all usage is generated, no call was made.')] : []),
    ...question.notices.map((text): FrameNotice => ({ severity: 'warning', text })),
    ...(idle.length > 0 ? [info(`These fields mean nothing in a list and were ignored: ${idle.join(', ')}`)] : []),
    info(`Time zone: ${question.timezone}`),
  ];
}

export function info(text: string): FrameNotice {
  return { severity: 'info', text };
}
