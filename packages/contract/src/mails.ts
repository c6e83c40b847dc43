import { z } from 'zod';
import { instant, mailId, tenantId } from './primitives.ts';

/** `doubtful`: Vigie ended in the very moment of sending it, so nobody knows whether it arrived. `dismissed`: somebody said that it did. */
export const mailState = z.enum(['waiting', 'refused', 'doubtful']).meta({ id: 'MailState' });
export type MailState = z.infer<typeof mailState>;

/** A mail without what it says. `tenant` is null for one to the operator; `subject` is null once its text was forgotten: it cannot be sent again. */
export const mail = z
  .object({
    id: mailId,
    tenant: tenantId.nullable(),
    subject: z.string().nullable(),
    state: z.enum([...mailState.options, 'dismissed', 'sent']),
    createdAt: instant,
    endedAt: instant.optional(),
  })
  .meta({ id: 'Mail' });
export type Mail = z.infer<typeof mail>;

export const mailListQuery = z.object({ state: mailState.default('doubtful'), limit: z.coerce.number().int().min(1).max(200).default(50) });
