import { type Request, type RequestHandler, type Response } from 'express';

/** Answers a request; the signal is aborted once the client has gone and nobody waits for the answer. */
export type ConnectedHandler = (request: Request, response: Response, signal: AbortSignal) => Promise<void>;

/** Stops the work for a client that goes away. What it then throws is nobody's concern, and no fault to be logged. */
export function whileConnected(answer: ConnectedHandler): RequestHandler {
  return async function whileConnected(request, response) {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) {
        gone.abort();
      }
    });
    try {
      await answer(request, response, gone.signal);
    } catch (error) {
      if (!gone.signal.aborted) {
        throw error;
      }
    }
  };
}
