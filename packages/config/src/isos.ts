import { z } from 'zod';

/** It becomes part of a property string of Proxmox, so it holds nothing that separates there. */
const isoVolume = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]*:iso\/[^\s,/]+\.(iso|img)$/i, 'an image is <storage>:iso/<file>.iso, as Proxmox lists it');

/** What Proxmox calls `ostype`. */
const osTypes = ['other', 'wxp', 'w2k', 'w2k3', 'w2k8', 'wvista', 'win7', 'win8', 'win10', 'win11', 'l24', 'l26', 'solaris'] as const;

/**
 * An image from which tenants install a system themselves. `osType` is Proxmox's; with `win11` the machine gets what that system asks for
 * (UEFI, a TPM). `drivers` is a second disc, such as virtio-win for Windows, which has no drivers for the disk of its own.
 */
export const isoConfig = z.strictObject({
  volume: isoVolume,
  osType: z.enum(osTypes).default('l26'),
  drivers: isoVolume.optional(),
});
export type IsoConfig = z.infer<typeof isoConfig>;
