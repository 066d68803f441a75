/**
 * What an HTTP status of a call to a model means, and what to do about it: the texts of the metric `status_help`. Written
 * for whoever looks at a table of failures; providers differ in details, so each says what is common to them.
 */
export const STATUS_HELP: Readonly<Record<string, string>> = {
  '400': 'Malformed request: check the parameters, the model’s name and the length of the prompt.',
  '401': 'Key missing, wrong or revoked: check the API key and where it is read from.',
  '402': 'No credit left or payment failed: top up the account or check its billing.',
  '403': 'Not allowed: check what the key, the project and the region may use.',
  '404': 'Unknown model, deployment or address: check their names and whether the model was retired.',
  '408': 'The provider gave up waiting: retry with back-off, and send smaller requests or stream the answer.',
  '409': 'Conflict with another change of the same thing: read it again, then retry.',
  '413': 'Request too large: send less context, or smaller or fewer files.',
  '422': 'Well-formed but not acceptable: check the values against what the model supports.',
  '429': 'Rate limit or quota reached: spread the load, retry with back-off, or ask the provider for more.',
  '499': 'The caller hung up before the answer was there: check timeouts and cancellations in the application.',
  '500': 'The provider failed: retry with back-off, and see its status page if it lasts.',
  '502': 'A gateway got no proper answer from the provider: retry with back-off, and check gateway and proxies.',
  '503': 'Overloaded or under maintenance: retry with back-off, or fall back on another model or region.',
  '504': 'A gateway gave up waiting for the answer: stream it, ask for less, or allow more time.',
  '529': 'The provider is overloaded: retry with back-off, or fall back on another model or region.',
  '1xx': 'No final answer was recorded: check what reports the status.',
  '3xx': 'The address redirects and was not followed: use the one that it names.',
  '4xx': 'The request was refused: the call’s error and the provider’s documentation say why.',
  '5xx':
    'The provider or something before it failed: retry with back-off, and see the provider’s status page if it lasts.',
};

/** Meaning and remedy of a status code, or of its class if it has none of its own; null of 2xx, where nothing is wrong. */
export function statusHelp(statusCode: string): string | null {
  return STATUS_HELP[statusCode] ?? STATUS_HELP[`${statusCode[0]}xx`] ?? null;
}
