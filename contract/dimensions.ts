/**
 * What usage can be grouped and filtered by.
 *
 * An id is the name of the record's field it is read from, and the label key in frames.
 */
export const DIMENSIONS = [
  dimension('user', 'User', 'Who made the call. Calls without a user belong to `system`.', 'Who'),
  dimension('team', 'Team', 'Team or department of the call.', 'Who'),
  dimension('organization', 'Organization', 'Organization of the call.', 'Who'),
  dimension('project', 'Project', 'Project the call belongs to.', 'Who'),
  dimension('api_key', 'API key', 'Label of the API key, never the key itself.', 'Who'),
  dimension('environment', 'Environment', 'Deployment environment, for instance production.', 'What for'),
  dimension('task', 'Task', 'Use case or workflow.', 'What for'),
  dimension('configuration', 'Configuration', 'Prompt or model configuration.', 'What for'),
  dimension('source', 'Source', 'Gateway or SDK that reported the call.', 'What for'),
  dimension('provider', 'Provider', 'Provider by its OpenTelemetry name, for instance openai.', 'Model'),
  dimension('model', 'Model', 'Model as asked for (alias).', 'Model'),
  dimension('response_model', 'Served model', 'Model as served.', 'Model'),
  dimension('region', 'Region', 'Region that served the call.', 'Model'),
  dimension('service_tier', 'Service tier', 'Tier as served: default, flex, priority, batch.', 'Model'),
  dimension('operation', 'Operation', 'Kind of call: chat, embeddings, image, speech, …', 'Call'),
  dimension('endpoint', 'Endpoint', 'API path of the call.', 'Call'),
  dimension('status_code', 'Status code', 'HTTP status as the caller saw it.', 'Call'),
  dimension('status_class', 'Status class', '2xx, 3xx, 4xx or 5xx.', 'Call'),
  dimension('error_type', 'Error type', 'Short name of the failure.', 'Call'),
  dimension('unit', 'Unit', 'Unit of services that are not billed by token.', 'Call'),
  dimension('cost_source', 'Cost source', 'reported, computed or unpriced.', 'Call'),
  dimension('cost_check', 'Cost check', 'Reported and computed cost: agrees or differs (by more than 1 %).', 'Call'),
  dimension('tier', 'Credit tier', 'premium (multiplier from 2), standard (from 1) or economy.', 'Call'),
  dimension('multiplier', 'Multiplier', 'What a successful call costs in credits, for instance 0.25.', 'Call'),
] as const;

export type DimensionId = (typeof DIMENSIONS)[number]['id'];

export interface DimensionInfo<Id extends string = DimensionId> {
  readonly id: Id;
  readonly title: string;
  readonly description: string;
  /** Heading under which editors list it. */
  readonly category: string;
}

/** Group of records that have no value for a dimension. */
export const NO_VALUE = '(none)';
/** The same for `user`: calls nobody signed for. */
export const SYSTEM_USER = 'system';
/** Filter value that stands for the person asking. */
export const ME = '@me';

const IDS: ReadonlySet<string> = new Set(DIMENSIONS.map(({ id }) => id));

/** Whether a text names a dimension. */
export function isDimensionId(text: string): text is DimensionId {
  return IDS.has(text);
}

/** Name of the group of records without a value for the dimension. */
export function emptyGroup(id: DimensionId): string {
  return id === 'user' ? SYSTEM_USER : NO_VALUE;
}

function dimension<Id extends string>(id: Id, title: string, description: string, category: string): DimensionInfo<Id> {
  return { id, title, description, category };
}
