import { ExportResultCode } from '@opentelemetry/core';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../log.ts';

const deadlineMs = 5_000;

/** Sends spans by OTLP over HTTP, as JSON. What cannot be sent is lost: that is told once, until it works again. */
export function otlpExporter(endpoint: string, log: Log): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  let failing = false;

  const send = async (spans: ReadableSpan[]) => {
    const bytes = JsonTraceSerializer.serializeRequest(spans);
    if (!bytes) return;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      // The serializer's bytes are typed as those of any buffer, fetch wants those of its own kind.
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`it answered ${response.status}`);
  };

  return {
    export(spans, report) {
      send(spans).then(
        () => {
          if (failing) log.info({ endpoint }, 'traces are taken again');
          failing = false;
          report({ code: ExportResultCode.SUCCESS });
        },
        (error: Error) => {
          if (!failing) log.warn({ err: error, endpoint }, 'traces cannot be sent and are lost until they can. Check provisioner.tracing.endpoint');
          failing = true;
          report({ code: ExportResultCode.FAILED, error });
        },
      );
    },
    shutdown: () => Promise.resolve(),
  };
}
