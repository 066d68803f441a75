/** The people, keys and models of the demo: an invented company, models by their real names. */
export interface DemoTeam {
  readonly name: string;
  readonly project: string;
  readonly users: readonly string[];
  /** Share of the traffic. */
  readonly weight: number;
  readonly models: ReadonlyArray<readonly [DemoModel, number]>;
  readonly task: string;
}

export interface DemoModel {
  readonly provider: string;
  readonly name: string;
  readonly operation: 'chat' | 'embeddings';
  readonly input: number;
  readonly output: number;
  /** Median ms. */
  readonly latency: number;
  /** Share of the input that is read from the cache. */
  readonly cached: number;
  readonly errors: number;
}

const NAMES = ['amira', 'ben', 'chloe', 'dario', 'eun-ji', 'farid', 'greta', 'hugo', 'ines'];

const GPT_4O = model('openai', 'gpt-4o', 1_800, 420, 2_400, 0.3, 0.012);
const GPT_4O_MINI = model('openai', 'gpt-4o-mini', 1_200, 260, 900, 0.2, 0.008);
const SONNET = model('anthropic', 'claude-sonnet-4-5', 62_000, 1_600, 9_500, 0.8, 0.01);
const HAIKU = model('anthropic', 'claude-haiku-4-5', 2_500, 350, 1_500, 0.4, 0.006);
const GEMINI = model('gcp.gemini', 'gemini-2.5-flash', 2_200, 500, 1_300, 0.1, 0.015);
const MISTRAL = model('mistral_ai', 'mistral-large-latest', 1_500, 380, 2_100, 0, 0.02);
const LLAMA = model('self-hosted', 'llama-3.3-70b', 1_400, 300, 3_200, 0, 0.03);
const EMBEDDING: DemoModel = {
  ...model('openai', 'text-embedding-3-small', 700, 0, 180, 0, 0.002),
  operation: 'embeddings',
};

export const DEMO_TEAMS: readonly DemoTeam[] = [
  team('engineering', 'code-assistant', 9, 34, 'coding', [
    [SONNET, 6],
    [HAIKU, 2],
    [GPT_4O, 2],
  ]),
  team('support', 'help-desk', 7, 30, 'answering', [
    [GPT_4O_MINI, 6],
    [HAIKU, 2],
    [GPT_4O, 1],
  ]),
  team('search', 'site-search', 3, 22, 'retrieval', [
    [EMBEDDING, 7],
    [GEMINI, 3],
  ]),
  team('marketing', 'copy-desk', 4, 9, 'writing', [
    [GPT_4O, 4],
    [MISTRAL, 3],
    [GEMINI, 2],
  ]),
  team('research', 'lab', 3, 5, 'analysis', [
    [SONNET, 3],
    [LLAMA, 3],
    [MISTRAL, 1],
  ]),
];

function model(
  provider: string,
  name: string,
  input: number,
  output: number,
  latency: number,
  cached: number,
  errors: number
): DemoModel {
  return { provider, name, operation: 'chat', input, output, latency, cached, errors };
}

function team(
  name: string,
  project: string,
  size: number,
  weight: number,
  task: string,
  models: DemoTeam['models']
): DemoTeam {
  return { name, project, weight, task, models, users: NAMES.slice(0, size).map((user) => `${user}@${name}.example`) };
}
