import { z } from 'zod';

/**
 * What is installed in new machines (docs/packages.md). `nodeExporter`: by nobody (it is in the templates), by Vigie through the guest agent,
 * or by cloud-init, whose vendor data the operator put at `vendorSnippet` of every cluster. `timeoutSeconds`: how long an installation may take.
 */
export const packagesConfig = z
  .strictObject({
    nodeExporter: z.enum(['none', 'agent', 'snippet']).default('none'),
    vendorSnippet: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9._-]*:snippets\/[A-Za-z0-9_][A-Za-z0-9._-]*\.ya?ml$/, 'name a snippet as <storage>:snippets/<file>.yaml')
      .optional(),
    timeoutSeconds: z.int().min(1).max(7200).default(900),
  })
  .refine(({ nodeExporter, vendorSnippet }) => nodeExporter !== 'snippet' || vendorSnippet !== undefined, {
    path: ['vendorSnippet'],
    message: 'nodeExporter: snippet needs to know where the snippet is',
  });
export type PackagesConfig = z.infer<typeof packagesConfig>;
