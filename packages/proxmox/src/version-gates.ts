/** Something of the API that is not there in every Proxmox VE that is in use. */
export interface VersionGate {
  /** In words, for the error. */
  what: string;
  methods: readonly string[];
  template: RegExp;
  /** Only calls with this parameter, and with a value like this when one is given. */
  parameter?: { name: string; value?: RegExp };
  /** From this version on. */
  since?: string;
  /** Up to this version, which has it no more. */
  until?: string;
  source: string;
}

const all = ['GET', 'POST', 'PUT', 'DELETE'];
const changes = ['POST', 'PUT', 'DELETE'];
const sdnDhcp = "changelog of libpve-network-perl 0.8.3, which 8.1 brought: 'dnsmasq', zones' and subnets' DHCP options, IPAM calls moved";
const sdnLock = 'libpve-network-perl 1.1.3, of Proxmox VE 9; recorded on 9.2';
const agentPrivileges = 'recorded on 9.2, where roles have them; that 9.0 brought them in place of VM.Monitor is not looked up';
const privileges = 'changelog of libpve-access-control for 9.0; recorded on 9.2: a role with VM.Monitor is a 400';

/**
 * Proxmox refuses an unknown parameter with a 400 that does not say why, an unknown path with a 501. What an operator can only mend by
 * an update is told as that, before anything is sent.
 */
export const versionGates: readonly VersionGate[] = [
  { what: 'the status of the IPAM', methods: ['GET'], template: /^\/cluster\/sdn\/ipams\/\{ipam\}\/status$/, since: '8.1', source: sdnDhcp },
  { what: 'an address of a VNet', methods: changes, template: /^\/cluster\/sdn\/vnets\/\{vnet\}\/ips$/, since: '8.1', source: sdnDhcp },
  {
    what: 'DHCP in a zone',
    methods: changes,
    template: /^\/cluster\/sdn\/zones/,
    parameter: { name: 'dhcp' },
    since: '8.1',
    source: sdnDhcp,
  },
  {
    what: 'the DHCP range of a subnet',
    methods: changes,
    template: /^\/cluster\/sdn\/vnets\/\{vnet\}\/subnets/,
    parameter: { name: 'dhcp-range' },
    since: '8.1',
    source: sdnDhcp,
  },
  { what: "the SDN's lock", methods: all, template: /^\/cluster\/sdn\/(?:lock|rollback)$/, since: '9.0', source: sdnLock },
  {
    what: "the SDN's lock",
    methods: changes,
    template: /^\/cluster\/sdn(?:\/|$)/,
    parameter: { name: 'lock-token' },
    since: '9.0',
    source: sdnLock,
  },
  {
    what: 'the privileges VM.GuestAgent.*',
    methods: changes,
    template: /^\/access\/roles/,
    parameter: { name: 'privs', value: /\bVM\.GuestAgent\./ },
    since: '9.0',
    source: agentPrivileges,
  },
  {
    what: 'the privilege VM.Monitor',
    methods: changes,
    template: /^\/access\/roles/,
    parameter: { name: 'privs', value: /\bVM\.Monitor\b/ },
    until: '9.0',
    source: privileges,
  },
];
