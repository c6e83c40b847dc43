import type { TaskFailedError } from './errors.ts';

// Written by the tools that Proxmox runs: the kernel's ENOSPC, lvm's threshold, quotas of file systems.
const fullText = /no space left|not enough (free )?space|out of space|quota exceeded|free space in thin pool \S+ reached threshold/i;

/** Whether a task failed for want of room. A copy says so in its log only: its exit status is that of the program that copied. */
export const isStorageFull = ({ exitStatus, logTail }: TaskFailedError): boolean => [exitStatus, ...logTail].some((line) => fullText.test(line));
