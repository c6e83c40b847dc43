import { routes, type Route } from '@vigie/contract/routes';
import { openapiDocument, renderOpenapi } from './openapi.ts';

describe('openapiDocument', () => {
  test('has every route with its answer and its problems', () => {
    type Operation = { operationId: string; responses: Record<string, unknown> };
    const paths = openapiDocument().paths as Record<string, Record<string, Operation>>;
    for (const [name, route] of Object.entries<Route>(routes)) {
      const operation = paths[`/api/v1${route.path}`]?.[route.method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      const statuses = [`${route.status}`, '401', '403', '429', '500', '503'];
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
    }
  });

  test('is the same each time, and leaves no reference open', () => {
    const text = renderOpenapi();
    expect(renderOpenapi()).toBe(text);
    const { components } = openapiDocument();
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) expect(components?.schemas).toHaveProperty(name);
  });
});
