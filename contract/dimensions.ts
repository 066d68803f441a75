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
  dimension('hour_of_day', 'Hour of day', 'Hour of the call, 0 to 23, in the query’s zone.', 'When'),
  dimension('weekday', 'Weekday', 'Day of the call, 1 (Monday) to 7, in the query’s zone.', 'When'),
  dimension('day_part', 'Part of the day', 'peak, off_peak or weekend, in the query’s zone.', 'When'),
] as const;

/** Dimensions that every record has a place for. */
export type FieldDimensionId = (typeof DIMENSIONS)[number]['id'];
/** A tag of the record's own, by its key. */
export type TagDimensionId = `tag.${string}`;
export type DimensionId = FieldDimensionId | TagDimensionId;

const TAG_PREFIX = 'tag.';

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

/** Whether a text names a dimension. A tag's key may hold anything but NUL. */
export function isDimensionId(text: string): text is DimensionId {
  return IDS.has(text) || (isTagDimension(text) && text.length > TAG_PREFIX.length && !text.includes('\u0000'));
}

/** Whether a dimension is a tag. */
export function isTagDimension(text: string): text is TagDimensionId {
  return text.startsWith(TAG_PREFIX);
}

/** Key of a tag's dimension. */
export function tagKey(id: TagDimensionId): string {
  return id.slice(TAG_PREFIX.length);
}

/** The dimension of a tag's key. */
export function tagDimension(key: string): TagDimensionId {
  return `${TAG_PREFIX}${key}`;
}

/** What is known of a dimension. */
export function dimensionInfo(id: DimensionId): DimensionInfo {
  return (
    DIMENSIONS.find((info) => info.id === id) ?? {
      id,
      title: id.slice(TAG_PREFIX.length),
      description: `Tag ${id.slice(TAG_PREFIX.length)} of the call.`,
      category: 'Tags',
    }
  );
}

/** Name of the group of records without a value for the dimension. */
export function emptyGroup(id: DimensionId): string {
  return id === 'user' ? SYSTEM_USER : NO_VALUE;
}

function dimension<Id extends string>(id: Id, title: string, description: string, category: string): DimensionInfo<Id> {
  return { id, title, description, category };
}
