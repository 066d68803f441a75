/** Whose name an attribute is. */
export type NamedBy =
  | 'OTel GenAI'
  | 'OTel GenAI, before'
  | 'OTel'
  | 'OpenLLMetry'
  | 'OpenInference'
  | 'OpenLIT'
  | 'agento11y'
  | 'Pydantic AI, Logfire'
  | 'AI SDK'
  | 'Claude Code'
  | 'Codex CLI'
  | 'Gemini CLI'
  | 'LiteLLM'
  | 'Anthropic SDK'
  | 'Langfuse'
  | 'LangSmith'
  | 'Sentry'
  | 'Strands Agents'
  | 'Google ADK'
  | 'Token Ledger';

/** How the value of an attribute becomes that of the field. */
export type Reading =
  /** As it is. */
  | 'as is'
  /** Seconds, the field has ms. */
  | 'seconds'
  /** USD that an SDK reckoned itself: 0 says that it knows no price. */
  | 'estimate'
  /** Ms. */
  | 'milliseconds'
  /** An HTTP status; what is none says nothing. */
  | 'status'
  /** Yes or no, of Python as a text: `True`. */
  | 'flag'
  /** A text, of Langfuse for Python in quotes. */
  | 'quoted'
  /** A provider, and no framework that calls one. */
  | 'provider';

/** An attribute that a field is read from. */
export interface Alias {
  readonly attribute: string;
  readonly by: NamedBy;
  /** Default `as is`. */
  readonly reading?: Reading;
  /** The attribute is JSON as text, and this the place in it. */
  readonly place?: string;
  /** Only of this convention (by its id): the name alone says nothing. */
  readonly only?: string;
  /** Of the resource too, where the item itself has none. */
  readonly resource?: true;
}
