import { type RequestHandler } from 'express';
import { answerValues } from '../query/values/answer-values';
import { answerContext } from './answer-context';
import { requestScope } from './authenticate';
import { type AppContext } from './context';
import { urlParams } from './url-params';
import { whileConnected } from './while-connected';

/** `GET /dimensions/<id>/values`: the id is one segment, so a slash in a tag's key comes percent-encoded. */
export function getDimensionValues(context: AppContext): RequestHandler<{ id: string }> {
  return whileConnected(async (request, response, signal) => {
    const scope = requestScope(request, response);
    const { id } = request.params as { id: string };
    response.json(await answerValues(id, urlParams(request), answerContext(context, scope, signal)));
  }) as RequestHandler<{ id: string }>;
}
