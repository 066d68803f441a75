import { type RequestHandler, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { withDashboardVariables } from '../query/export/dashboard-variables';
import { type ExportFile, openExport } from '../query/export/open-export';
import { answerContext } from './answer-context';
import { requestScope } from './authenticate';
import { type AppContext } from './context';
import { urlParams } from './url-params';
import { whileConnected } from './while-connected';

/** A client that takes nothing for so long is cut off: what waits for it is not kept for ever. */
const STALLED_MS = 120_000;

/** `GET /export`: rows or an aggregate as a file, sent as fast as the client takes it. */
export function getExport(context: AppContext): RequestHandler {
  return whileConnected(async (request, response, signal) => {
    const scope = requestScope(request, response);
    const params = withDashboardVariables(urlParams(request));
    await send(response, await openExport(params, answerContext(context, scope, signal)), signal);
  });
}

/** A failure after the first bytes cuts the connection, so that no broken file looks whole. */
async function send(response: Response, { contentType, name, text }: ExportFile, signal: AbortSignal): Promise<void> {
  const head = [await text.next(), await text.next()];
  response.set({ 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${name}"` });
  response.setTimeout(STALLED_MS);
  await pipeline(
    async function* () {
      for (const { done, value } of head) {
        if (!done) {
          yield value;
        }
      }
      yield* text;
    },
    response,
    { signal }
  );
}
