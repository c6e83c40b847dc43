/** As recorded, shortened. */
const byVendor = {
  AuthenticAMD:
    'EPYC EPYC-Genoa EPYC-Genoa-v2 EPYC-Milan-v3 EPYC-Rome-v4 EPYC-Turin EPYC-v4 Opteron_G3 Opteron_G5 phenom',
  GenuineIntel:
    'Broadwell Cascadelake-Server Cascadelake-Server-v5 ClearwaterForest GraniteRapids Haswell-IBRS Icelake-Server-v4 IvyBridge KnightsMill Nehalem-IBRS SandyBridge SapphireRapids SierraForest Skylake-Client Skylake-Server-v4 Westmere-IBRS pentium2',
  default: 'kvm64 x86-64-v2 x86-64-v2-AES x86-64-v3 x86-64-v4 host max qemu64',
} as const;

/** The CPU models that a guest may have. */
export const cpuModels: readonly { name: string; vendor: string; custom: 0 }[] = Object.entries(byVendor).flatMap(([vendor, names]) =>
  names.split(' ').map((name) => ({ name, vendor, custom: 0 as const })),
);

/** The versions of QEMU's machines, newest first. */
export const machineVersions: readonly string[] =
  '10.0+pve1 10.0 9.2+pve1 9.2 9.1 9.0 8.2 8.1 8.0 7.2 7.1 7.0 6.2 6.1 6.0 5.2 5.1 5.0 4.2 4.1+pve2'.split(' ');
