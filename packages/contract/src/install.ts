import { z } from 'zod';

/** How a machine gets its system: `template`: cloned, ready to use; `iso`: its tenant installs it by the console, from an image in its drive. */
export const installKind = z.enum(['template', 'iso']).meta({ id: 'InstallKind' });
export type InstallKind = z.infer<typeof installKind>;
