import { readFileSync } from 'node:fs';
import { startOtlpReceiver, type OtlpReceiver } from '../harness/otlp-receiver.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let receiver: OtlpReceiver;
let stack: ProvisionerStack;
let tokenFile: string;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  stack = await startProvisioner((config) => {
    config.provisioner.tracing = { endpoint: receiver.endpoint };
    tokenFile = config.clusters[0].token.secret.file;
  });
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  receiver?.close();
}, 60_000);

async function delivered(name: string): Promise<string> {
  const { body } = await stack.api('acme').post('/orders', { offer: 'standard', name });
  await stack.api('operator').post(`/orders/${body.id}/approve`);
  await until('the order to be done', async () => (await stack.api('acme').get(`/orders/${body.id}?x=a-query`)).body.state === 'done' || undefined);
  return body.id as string;
}

test('an order is one trace: its steps with their attempts, and the calls to Proxmox in them', async () => {
  await simulatorOf(stack.control).fault({ method: 'POST', template: '/pools', kind: 'refuse', status: 595, text: 'No route to host', times: 1 });
  const id = await delivered('traced');
  const root = await until('the root of the trace', () => receiver.spans.find(({ name }) => name === 'order'));
  expect(root.attributes).toMatchObject({ 'vigie.order': id, 'vigie.tenant': 'acme', 'vigie.state': 'done' });
  const trace = receiver.spans.filter(({ traceId }) => traceId === root.traceId);

  const steps = trace.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  const { body: order } = await stack.api('operator').get(`/orders/${id}`);
  expect([...new Set(steps.map(({ name }) => name))].sort()).toEqual(order.steps.map(({ name }: any) => name).sort());
  expect(steps.filter(({ name }) => name === 'ensure-pool').map(({ attributes }) => [attributes['vigie.attempt'], attributes['vigie.outcome'], attributes['vigie.reason']]))
    .toEqual([[1, 'retried', 'proxmox-unreachable'], [2, 'done', undefined]]);

  const stepOf = new Map(steps.map(({ spanId, name }) => [spanId, name]));
  const calls = trace.filter(({ spanId }) => spanId !== root.spanId && !stepOf.has(spanId));
  expect(calls.filter(({ parentSpanId }) => !stepOf.has(parentSpanId ?? ''))).toEqual([]);
  const clone = calls.find(({ name }) => name === 'POST /nodes/{node}/qemu/{vmid}/clone')!;
  expect(stepOf.get(clone.parentSpanId!)).toBe('clone-template');
  expect(clone.attributes).toMatchObject({ 'http.response.status_code': 200, 'vigie.outcome': 'accepted', 'vigie.cluster': 'demo' });
}, 90_000);

test('a request is a span with its route; nothing that was sent holds a path, a query or a secret', async () => {
  const routes = await until('the requests', () => {
    const names = receiver.spans.map(({ name }) => name);
    return names.includes('POST /api/v1/orders/{id}/approve') ? names : undefined;
  });
  expect(routes).toContain('GET /api/v1/orders/{id}');
  const sent = receiver.bodies();
  for (const secret of ['a-query', '/orders/ord_', 'gateway-acme-of-this-test', 'PVEAPIToken', readFileSync(tokenFile, 'utf8').trim(), 'traced']) {
    expect(sent).not.toContain(secret);
  }
}, 60_000);

test('a collector that takes nothing costs one line in the log of each thread, and no order', async () => {
  receiver.refuse(true);
  await delivered('untraced');
  await until('two refusals', async () => {
    await stack.api('acme').get('/catalogue');
    return receiver.refused() >= 2 || undefined;
  });
  receiver.refuse(false);
  await until('traces to be taken again', async () => {
    await stack.api('acme').get('/catalogue');
    return stack.log().includes('traces are taken again') || undefined;
  });
  const told = stack.log().split('\n').filter((line) => line.includes('traces cannot be sent'));
  const threads = told.map((line) => (JSON.parse(line) as { thread?: string }).thread ?? 'work');
  expect(threads.toSorted()).toEqual([...new Set(threads)].toSorted());
  expect(threads).not.toEqual([]);
}, 120_000);
