/** Why a pull did not come to its end, and what to do; nothing of it is lost, the next one goes on there. */
export class PullError extends Error {
  override readonly name = 'PullError';
}
