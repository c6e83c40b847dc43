/** Where a machine has its system, whether it was cloned or created. */
export const systemDisk = 'scsi0';
