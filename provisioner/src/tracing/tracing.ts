import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace, type Context } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from '@opentelemetry/sdk-trace';
import type { CallReport } from '@vigie/proxmox/client';
import type { Attempt, AttemptEnd } from '../engine/attempt.ts';
import type { Log } from '../log.ts';
import { version } from '../version.ts';
import { orderIds } from './order-ids.ts';
import { otlpExporter } from './otlp-exporter.ts';

/** An order that ended: done, failed or cancelled. */
export interface EndedOrder {
  id: string;
  run: number;
  tenant: string;
  cluster: string;
  state: string;
  createdAt: Date;
  endedAt: Date;
}

/** Runs `handle`, and answers who is to be told of the answer to the request. */
export type RequestTrace = (method: string, handle: () => void) => (answer: { route: string; status: number }) => void;

/** Makes spans of what happens. Nothing of it throws, or waits for the endpoint. No span has a path, query, body or secret. */
export interface Tracing {
  /** A call to Proxmox, as part of the step or request that made it. Others, such as the regular look at a cluster, have no span. */
  call(report: CallReport): void;
  request: RequestTrace;
  /** An attempt of a step of an order's run. */
  attempt(workflow: string, order: { id: string; run: number }, attempt: Attempt, take: () => Promise<AttemptEnd>): Promise<AttemptEnd>;
  /** The root of what its run's attempts are part of. A retry is a run of its own: it is another root in the same trace. */
  ended(order: EndedOrder): void;
  /** Sends what is left, within some seconds. */
  stop(): Promise<void>;
}

export function startTracing({ endpoint, replica, log }: { endpoint: string; replica: string; log: Log }): Tracing {
  const random = new RandomIdGenerator();
  let given: { traceId: string; spanId: string } | null = null;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'vigie-provisioner', 'service.version': version, 'service.instance.id': replica }),
    spanProcessors: [new BatchSpanProcessor({ exporter: otlpExporter(endpoint, log) })],
    idGenerator: {
      generateTraceId: () => given?.traceId ?? random.generateTraceId(),
      generateSpanId: () => given?.spanId ?? random.generateSpanId(),
    },
  });
  const tracer = provider.getTracer('vigie');
  const current = new AsyncLocalStorage<Context>();

  return {
    call({ cluster, method, template, outcome, status, seconds }) {
      const parent = current.getStore();
      if (!parent) return;
      const ended = Date.now();
      const attributes = {
        'http.request.method': method,
        'url.template': template,
        'vigie.cluster': cluster,
        'vigie.outcome': outcome,
        ...(status !== null && { 'http.response.status_code': status }),
      };
      const span = tracer.startSpan(`${method} ${template}`, { kind: SpanKind.CLIENT, startTime: ended - seconds * 1000, attributes }, parent);
      if (outcome !== 'accepted') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(ended);
    },

    request(method, handle) {
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }, ROOT_CONTEXT);
      current.run(trace.setSpan(ROOT_CONTEXT, span), handle);
      return ({ route, status }) => {
        span.updateName(`${method} ${route}`).setAttributes({ 'http.route': route, 'http.response.status_code': status });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
    },

    async attempt(workflow, order, { step, attempt }, take) {
      const root = trace.setSpanContext(ROOT_CONTEXT, { ...orderIds(order.id, order.run), traceFlags: TraceFlags.SAMPLED, isRemote: true });
      const attributes = { 'vigie.order': order.id, 'vigie.workflow': workflow, 'vigie.step': step, 'vigie.attempt': attempt };
      const span = tracer.startSpan(step, { attributes }, root);
      try {
        const end = await current.run(trace.setSpan(root, span), take);
        span.setAttribute('vigie.outcome', end.outcome);
        if ('why' in end) span.setAttribute('vigie.reason', end.why.code);
        if (end.outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
        return end;
      } finally {
        span.end();
      }
    },

    ended({ id, run, tenant, cluster, state, createdAt, endedAt }) {
      const attributes = { 'vigie.order': id, 'vigie.run': run, 'vigie.tenant': tenant, 'vigie.cluster': cluster, 'vigie.state': state };
      given = orderIds(id, run);
      const span = tracer.startSpan('order', { startTime: createdAt, attributes }, ROOT_CONTEXT);
      given = null;
      if (state === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endedAt);
    },

    stop: () => provider.shutdown(),
  };
}
