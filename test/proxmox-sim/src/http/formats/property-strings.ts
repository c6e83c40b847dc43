import type { PropertyFact } from '../../facts/facts.ts';

type Format = Record<string, PropertyFact>;

const text = { type: 'string', optional: 1 } as const;
const flag = { type: 'boolean', optional: 1 } as const;
const base64 = { ...text, pattern: '[A-Za-z0-9+\\/]+={0,2}' };
const volume = { ...text, format: 'pve-volume-id' };
const hexId = { ...text, pattern: '0x[0-9a-fA-F]{4}' };

/** Property strings that the official schema only names: their keys are from general knowledge of the product. */
export const unspelledFormats: Record<string, Format> = {
  'pve-qm-ipconfig': {
    ip: { ...text, format: 'pve-ipv4-config' },
    gw: { ...text, format: 'ipv4', requires: 'ip' },
    ip6: { ...text, format: 'pve-ipv6-config' },
    gw6: { ...text, format: 'ipv6', requires: 'ip6' },
  },
  'pve-qm-boot': {
    legacy: { ...text, pattern: '[acdn]{1,4}', default_key: 1 },
    order: { ...text, format: 'pve-qm-bootdev-list' },
  },
  'pve-qm-watchdog': {
    model: { ...text, enum: ['i6300esb', 'ib700'], default_key: 1 },
    action: { ...text, enum: ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none'] },
  },
  'pve-qm-rng': {
    source: { type: 'string', enum: ['/dev/urandom', '/dev/random', '/dev/hwrng'], default_key: 1 },
    max_bytes: { type: 'integer', optional: 1 },
    period: { type: 'integer', optional: 1 },
  },
  'pve-qm-smbios1': {
    uuid: { ...text, pattern: '[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}' },
    version: base64,
    serial: base64,
    manufacturer: base64,
    product: base64,
    sku: base64,
    family: base64,
    base64: flag,
  },
  'pve-qm-cicustom': { meta: volume, network: volume, user: volume, vendor: volume },
  'pve-qm-hostpci': {
    host: { ...text, pattern: '[a-f0-9:.;]+', default_key: 1 },
    mapping: { ...text, format: 'pve-configid' },
    rombar: flag,
    romfile: { ...text, pattern: '[^,;]+' },
    pcie: flag,
    'x-vga': flag,
    'legacy-igd': flag,
    mdev: { ...text, pattern: '[^/\\.:]+' },
    driver: { ...text, enum: ['vfio', 'keep'] },
    'vendor-id': hexId,
    'device-id': hexId,
    'sub-vendor-id': hexId,
    'sub-device-id': hexId,
  },
  'pve-qemu-sev-fmt': {
    type: { ...text, pattern: '(std|es|snp)', default_key: 1 },
    'no-debug': flag,
    'no-key-sharing': flag,
    'allow-smt': flag,
    'kernel-hashes': flag,
  },
  'pve-qemu-tdx-fmt': {
    type: { ...text, pattern: 'tdx', default_key: 1 },
    attestation: flag,
    'vsock-cid': { type: 'integer', optional: 1 },
    'vsock-port': { type: 'integer', optional: 1 },
  },
  'pve-sdn-dhcp-range': { 'start-address': { type: 'string', format: 'ip' }, 'end-address': { type: 'string', format: 'ip' } },
};
