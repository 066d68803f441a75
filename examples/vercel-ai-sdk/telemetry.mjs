import { OpenTelemetry } from '@ai-sdk/otel';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { registerTelemetry } from 'ai';

const { TOKENLEDGER_URL = 'http://127.0.0.1:4319', TOKENLEDGER_TOKEN } = process.env;

const exporter = new OTLPTraceExporter({
  url: `${TOKENLEDGER_URL}/v1/traces`,
  headers: TOKENLEDGER_TOKEN ? { Authorization: `Bearer ${TOKENLEDGER_TOKEN}` } : {},
});

export const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({
    'service.name': 'shop-assistant',
    'deployment.environment.name': process.env.NODE_ENV ?? 'development',
  }),
  spanProcessors: [new BatchSpanProcessor(exporter)],
});
provider.register();

registerTelemetry(
  new OpenTelemetry({
    // Reasoning tokens: what is not asked for is not sent.
    usage: true,
    // Who the call is for: the SDK has no names for it, OpenTelemetry does.
    enrichSpan: ({ runtimeContext }) => ({
      'user.id': runtimeContext?.userId,
      'session.id': runtimeContext?.sessionId,
      'team.id': runtimeContext?.team,
    }),
  })
);

/** For `telemetry` of each call. Prompts and answers stay here; without the context's keys nobody is told who asked. */
export const telemetry = {
  recordInputs: false,
  recordOutputs: false,
  includeRuntimeContext: { userId: true, sessionId: true, team: true },
};
