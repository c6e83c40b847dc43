/** One message by which Proxmox VE says that it did nothing because somebody else works on the same thing. */
export interface LockText {
  pattern: RegExp;
  source: string;
}

/** SDN and user calls put what they were about before the reason. */
const about = '(?:[a-z ]+ failed: )?';

/**
 * The only messages on which a change is sent again by itself: Proxmox takes these locks before it does anything. Anchored and
 * case-sensitive, because names and texts of guests appear in other messages.
 */
export const lockTexts: readonly LockText[] = [
  {
    pattern: /^VM is locked \((?:backup|clone|create|migrate|rollback|snapshot|snapshot-delete|suspending)\)$/,
    source:
      'recorded on 9.2 for "clone" and "backup" (PUT config, POST clone); the other names are the values of "lock" in its API schema, ' +
      'without "suspended", which stays until somebody resumes the machine',
  },
  {
    pattern: /^can't lock file '\/var\/lock\/[^']+' - got timeout$/,
    source: 'recorded on 9.2 as the exit status of tasks; calls that take the same lock themselves give the same text',
  },
  {
    pattern: new RegExp(`^${about}cfs-lock '[^']+' error: got lock request timeout$`),
    source: "the text of pmxcfs' locks in Proxmox's sources; never recorded, the one for a missing quorum was (and is none of these)",
  },
];

export const isLockText = (reason: string): boolean => lockTexts.some(({ pattern }) => pattern.test(reason));
