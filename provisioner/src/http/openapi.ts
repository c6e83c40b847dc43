import { commonCodes, routes, type Route } from '@vigie/contract/routes';
import { problem, problemCodes, type ProblemCode } from '@vigie/contract/problem';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { idempotencyKeyPattern } from './idempotency-key.ts';

/** The OpenAPI 3.1 description of the API, made from the contract's route table. The same input gives the same document. */
export function openapiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vigie provisioner',
      version: '1',
      description: 'Orders, machines and networks. Errors are RFC 9457 problem documents; callers branch on their code.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    paths: paths(),
    components: {
      securitySchemes: {
        grafanaId: headerKey('X-Grafana-Id', 'The ID token of the person, set by the plugin proxy of Grafana.'),
        gatewayKey: headerKey('X-Gateway-Key', 'The key of the organisation, set by the route of the plugin.'),
      },
    },
    security: [{ grafanaId: [], gatewayKey: [] }],
  });
}

const headerKey = (name: string, description: string) => ({ type: 'apiKey', in: 'header', name, description }) as const;

/** The text of docs/openapi.json. */
export function renderOpenapi(): string {
  return `${JSON.stringify(openapiDocument(), null, 2)}\n`;
}

function paths(): ZodOpenApiPathsObject {
  const result: ZodOpenApiPathsObject = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = `/api/v1${route.path}`;
    result[path] = { ...result[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return result;
}

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    summary: route.summary,
    ...(route.capability && { description: `Needs the capability \`${route.capability}\`.` }),
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...(route.idempotent && { header: idempotencyHeader }),
    },
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      [`${route.status}`]: { description: route.summary, content: { 'application/json': { schema: route.response } } },
      ...problemResponses([...route.codes, ...commonCodes]),
    },
  };
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().regex(idempotencyKeyPattern).meta({
    description: 'The same key with the same body answers the same result for 24 hours.',
  }),
});

function problemResponses(codes: readonly ProblemCode[]): ZodOpenApiResponsesObject {
  const result: ZodOpenApiResponsesObject = {};
  for (const status of new Set(codes.map((code) => problemCodes[code].status))) {
    const here = codes.filter((code) => problemCodes[code].status === status);
    const description = here.map((code) => `\`${code}\`: ${problemCodes[code].title}`).join('; ');
    result[`${status}`] = { description, content: { 'application/problem+json': { schema: problem } } };
  }
  return result;
}
