/** Names that frameworks give as the provider, or that stand for none: whose model they call is not said by them. */
const FRAMEWORKS: ReadonlySet<string> = new Set([
  ...['langchain', 'langchain_core', 'langchain4j', 'langgraph', 'langsmith', 'llamaindex', 'llama_index', 'langfuse'],
  ...['strands', 'strands_agents', 'crewai', 'haystack', 'dspy', 'smolagents', 'agno', 'mastra', 'litellm', 'beeai'],
  ...['agent_framework', 'microsoft.agent_framework', 'semantic_kernel', 'microsoft.semantic_kernel', 'spring_ai'],
  ...['autogen', 'microsoft.autogen', 'ag2', 'pydantic_ai', 'instructor', 'guardrails', 'letta', 'genkit', 'ai_sdk'],
  ...['gcp.vertex.agent', 'google_adk', 'openai_agents', 'openai_agents_sdk', 'claude_agent_sdk'],
  // OpenTelemetry's word for a value that is none of its own
  ...['_other', 'other', 'unknown', 'none'],
]);

/** Whether a name is that of a framework, whoever writes it how. */
export function isFramework(name: string): boolean {
  return FRAMEWORKS.has(name.trim().toLowerCase().replaceAll(/[\s-]/g, '_'));
}
