import { z } from 'zod';

/**
 * Where traces go by OTLP over HTTP: `<endpoint>/v1/traces`. Without it none are made. No credentials belong into the URL: a collector on
 * this machine or in a network of yours takes them, and adds what the next one asks for.
 */
export const tracingConfig = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), 'must not hold credentials'),
});
export type TracingConfig = z.infer<typeof tracingConfig>;
