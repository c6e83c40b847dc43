import { z } from 'zod';

/** How long the daemon keeps what nobody asks for any more. Orders, machines, evidence and the audit trail are kept for ever. */
export const retentionConfig = z.strictObject({
  /** The workflow engine's journal of runs that have ended, and what is noted of Proxmox's tasks for what has ended. */
  engineDays: z.int().min(1).default(30),
  /** Which mails and Slack messages were sent, so that none is sent twice. */
  messageDays: z.int().min(30).default(400),
});
