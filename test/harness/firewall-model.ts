/**
 * What Proxmox's firewall does with a new connection, by the rules that the simulated cluster holds: the documented behaviour of its guest
 * firewall, without a packet. What is not modelled (other macros, interfaces of rules, ICMP types) throws instead of guessing.
 * Answers to what was let through always come back: the firewall keeps the state of connections.
 */
export interface Packet {
  /** The sending VM. Null: somebody outside, with the address `source`. */
  from: number | null;
  /** The VM that it is for. Null: a node, or somebody outside. */
  to: number | null;
  source: string;
  dest: string;
  proto: 'tcp' | 'udp';
  dport: number;
  sport?: number;
}

type Rule = Record<string, any>;
type Direction = 'in' | 'out';

/** True when the packet leaves its sender and is let in by its receiver. A node's own rules are not looked at. */
export function passes(world: any, packet: Packet): boolean {
  return passesGuest(world, packet.from, 'out', packet) && passesGuest(world, packet.to, 'in', packet);
}

function passesGuest(world: any, vmid: number | null, direction: Direction, packet: Packet): boolean {
  if (vmid === null) return true;
  const { config, firewall } = world.guests[vmid];
  // The datacenter, the guest and its card must all want the firewall.
  if (!Number(world.firewall.options.enable ?? 0)) return true;
  if (!Number(firewall.options.enable ?? 0) || !/(^|,)firewall=1(,|$)/.test(config.net0)) return true;
  if (Number(firewall.options.dhcp ?? 0) && isDhcp(packet, direction)) return true;
  if (direction === 'out' && !isOwnAddress(firewall, packet.source)) return false;
  const verdict = verdictOf(world, firewall, firewall.rules, direction, packet);
  return (verdict ?? firewall.options[`policy_${direction}`] ?? (direction === 'in' ? 'DROP' : 'ACCEPT')) === 'ACCEPT';
}

/** A client asks from port 68 to port 67, a server answers the other way round. Looked at before all rules. */
function isDhcp({ proto, sport, dport }: Packet, direction: Direction): boolean {
  const [from, to] = direction === 'out' ? [68, 67] : [67, 68];
  return proto === 'udp' && sport === from && dport === to;
}

/** The set of the card, when there is one or the option makes an empty one, holds all addresses that it may send from. */
function isOwnAddress(firewall: any, source: string): boolean {
  const set = firewall.ipsets['ipfilter-net0'];
  if (set === undefined && !Number(firewall.options.ipfilter ?? 0)) return true;
  return inSet(set ?? { entries: [] }, source);
}

/** The action of the first rule that matches; a group's rules stand in the place of the rule that names it. Null: none matches. */
function verdictOf(world: any, firewall: any, rules: Rule[], direction: Direction, packet: Packet): string | null {
  for (const rule of rules) {
    if (!Number(rule['enable'] ?? 0)) continue;
    if (rule['type'] === 'group') {
      // A group that is not there has no rules.
      const inner = verdictOf(world, firewall, world.firewall.groups[rule['action']]?.rules ?? [], direction, packet);
      if (inner !== null) return inner;
    } else if (rule['type'] === direction && matches(world, firewall, rule, packet)) return rule['action'];
  }
  return null;
}

const known = new Set(['type', 'action', 'enable', 'comment', 'macro', 'proto', 'dport', 'source', 'dest', 'log']);

function matches(world: any, firewall: any, rule: Rule, packet: Packet): boolean {
  const strange = Object.keys(rule).find((key) => !known.has(key));
  if (strange !== undefined) throw new Error(`the model does not know "${strange}" of a rule`);
  if (rule['macro'] !== undefined && rule['macro'] !== 'DNS') throw new Error(`the model does not know the macro ${rule['macro']}`);
  if (rule['macro'] === 'DNS' && packet.dport !== 53) return false;
  if (rule['proto'] !== undefined && rule['proto'] !== packet.proto) return false;
  if (rule['dport'] !== undefined && !String(rule['dport']).split(',').includes(String(packet.dport))) return false;
  return names(world, firewall, rule['source'], packet.source) && names(world, firewall, rule['dest'], packet.dest);
}

/** True when an address is meant by a rule's source or destination: a set, or a list of addresses and networks. */
function names(world: any, firewall: any, spec: string | undefined, address: string): boolean {
  if (spec === undefined) return true;
  const [, scope, set] = /^\+(?:(dc|guest)\/)?(.+)$/.exec(spec) ?? [];
  if (set === undefined) return spec.split(',').some((cidr) => contains(cidr, address));
  const found = (scope === 'dc' ? undefined : firewall.ipsets[set]) ?? (scope === 'guest' ? undefined : world.firewall.ipsets?.[set]);
  if (found === undefined) throw new Error(`there is no IP set ${spec}`);
  return inSet(found, address);
}

/** The longest network that an address is in decides; `nomatch` takes it out. */
function inSet({ entries }: { entries: { cidr: string; nomatch?: number }[] }, address: string): boolean {
  const inside = entries.filter(({ cidr }) => contains(cidr, address)).sort((a, b) => bitsOf(b.cidr) - bitsOf(a.cidr));
  return inside[0] !== undefined && !Number(inside[0].nomatch ?? 0);
}

const bitsOf = (cidr: string): number => Number(cidr.split('/')[1] ?? 32);

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** IPv4 only: an IPv6 entry holds no IPv4 address. */
function contains(cidr: string, address: string): boolean {
  if (cidr.includes(':')) return false;
  const size = 2 ** (32 - bitsOf(cidr));
  return Math.floor(numberOf(cidr.split('/')[0] ?? '') / size) === Math.floor(numberOf(address) / size);
}
