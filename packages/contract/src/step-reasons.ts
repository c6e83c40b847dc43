import { z } from 'zod';
import { backupReasons } from './reasons/backup.ts';
import { bastionReasons } from './reasons/bastion.ts';
import { isoReasons } from './reasons/iso.ts';
import { networkChoiceReasons } from './reasons/network-choice.ts';
import { packageReasons } from './reasons/packages.ts';
import { restoreTestReasons } from './reasons/restore-test.ts';
import { runbookReasons } from './reasons/runbook.ts';
import { sdnReasons } from './reasons/sdn.ts';
import { slackReasons } from './reasons/slack.ts';
import { vmLifeReasons } from './reasons/vm-life.ts';

/**
 * Why a step failed, waits or was not needed, by stable code, with the English sentence: what is wrong and what to do.
 * `{{name}}` is a parameter. Interfaces translate by the code (French: reasons/french.ts); a code is never renamed or reused.
 */
export const stepReasons = {
  // Proxmox as a whole
  'proxmox-busy': 'Proxmox is busy with another change.',
  'proxmox-unreachable': 'Proxmox cannot be reached. Check that its nodes run and that the network between it and Vigie works.',
  'proxmox-no-quorum': 'The Proxmox cluster has no quorum, so it accepts no change. Bring back the missing nodes.',
  'proxmox-timeout': 'Proxmox did not answer in time.',
  'proxmox-error': 'Proxmox answered with an error.',
  'certificate-untrusted':
    "Proxmox's certificate is not the one that the configuration trusts. Check its fingerprint, then retry.",
  'token-refused': 'Proxmox refuses the API token. Put a valid token into the configuration, restart Vigie, then retry.',
  'privilege-missing': 'The API token lacks {{privileges}} on {{path}}. Grant it, then retry.',
  'request-invalid': 'Proxmox refuses the request as invalid. See the technical text.',
  'call-not-offered': 'This version of Proxmox does not offer a call that Vigie needs.',
  'change-refused': 'Proxmox refused a change. See the technical text, then retry.',
  'task-slow': 'A task of Proxmox takes longer than expected.',
  'task-killed': 'A task of Proxmox was killed.',
  'task-forgotten': 'Proxmox does not know the task any more. What it did is looked at.',
  'task-failed': 'A task of Proxmox failed. Remove the cause named in the technical text, then retry.',
  'storage-full': 'The storage is full. Make room on it, then retry.',
  // Vigie itself
  internal: 'Something broke on our side.',
  'step-unknown': 'This version of Vigie has no step {{step}}.',
  'order-missing': 'The order {{order}} is not in the database any more.',
  'cluster-unconfigured': 'The cluster {{cluster}} is not in the configuration any more. Put it back, restart Vigie, then retry.',
  'tenant-unconfigured': 'The tenant {{tenant}} is not in the configuration any more. Put it back, restart Vigie, then retry.',
  'not-approved': 'The order is not approved yet.',
  'order-cancelled': 'The order is being cancelled.',
  // The tenant's account
  'role-not-kept': 'The role {{role}} does not have the privileges that Vigie gave it.',
  'pool-foreign': `The pool {{pool}} is not Vigie's. To give it to this tenant, set its comment to "{{comment}}", then retry.`,
  'pool-missing': 'The pool {{pool}} is not in Proxmox any more: somebody removed it. Retry, and Vigie makes it again.',
  'group-foreign':
    `The Proxmox group {{id}} exists and is not Vigie's. If it shall be this tenant's, set its comment to "{{comment}}", then retry.`,
  'account-foreign':
    `The Proxmox account {{id}} exists and is not Vigie's. If it shall be this tenant's, set its comment to "{{comment}}", then retry.`,
  'access-not-kept': 'The right of group {{group}} on {{path}} is not there after it was given.',
  // The network
  'networks-used-up':
    'No free /24 is left for {{kind}} tenants. Add a super-network to the configuration, restart Vigie, then retry.',
  'zone-not-simple': 'The SDN zone {{zone}} is not a simple zone. Set clusters[].sdn.zone to a zone that Vigie may have, then retry.',
  'zone-without-dhcp': 'The SDN zone {{zone}} has no automatic DHCP. Turn it on in Proxmox (dhcp: dnsmasq), then retry.',
  'vnet-foreign':
    "The VNet {{vnet}} exists in Proxmox and is not this network's. Remove it, apply the SDN changes, then retry.",
  'subnet-differs': 'The subnet {{cidr}} of VNet {{vnet}} is not as it was ordered.',
  'vnet-left': "The VNet {{vnet}} exists in Proxmox and is not this network's: it was left as it is.",
  'network-kept': 'The network {{cidr}} stays: other machines of the tenant use it.',
  'vnet-not-gone': 'The VNet {{vnet}} is not gone from the running SDN configuration yet.',
  'sdn-not-running': 'The network is not in the running SDN configuration yet.',
  'zone-load-failed':
    'Node {{node}} could not load the SDN zone {{zone}}. Look at its reload task (is dnsmasq installed?), then retry.',
  'zone-not-loaded': 'Node {{node}} has not loaded the SDN zone {{zone}} yet ({{status}}).',
  'network-full': 'The network {{cidr}} has no free address left. Order into a new network instead.',
  'address-foreign': 'The address {{ip}} is registered for another machine in Proxmox. Remove that, then retry.',
  'address-not-kept': 'The address {{ip}} could not be registered for {{mac}} in Proxmox.',
  // The firewall
  'isolation-off': 'The configuration leaves the networks of tenants open to each other (clusters[].isolation.mode: off).',
  'firewall-off':
    'The firewall of the datacenter is off, so nothing would keep tenants apart. Allow ports 22 and 8006 from your own network, turn it on in Proxmox (Datacenter > Firewall > Options), then retry.',
  'node-firewall-off':
    'The firewall of node {{node}} is off, so nothing would keep tenants apart there. Allow ports 22 and 8006 from your own network, turn it on in Proxmox (the node > Firewall > Options), then retry.',
  'ip-set-foreign':
    `The IP set {{name}} exists in the datacenter's firewall and is not Vigie's. Rename it, or set its comment to "{{comment}}", then retry.`,
  'security-group-foreign':
    `The security group {{name}} exists in the datacenter's firewall and is not Vigie's. Rename it, or set its comment to "{{comment}}", then retry.`,
  'card-unprotected': 'Network cards without firewall: {{cards}}. Turn it on for them in the template and in the VM, then retry.',
  'firewall-not-kept': 'The firewall does not hold what Vigie wrote: {{where}}. Does somebody else change it? Retry then.',
  // The machine
  'vmids-used-up': 'All VMIDs from {{from}} to {{to}} were given. Widen clusters[].vmids, restart Vigie, then retry.',
  'storage-nowhere': 'No online node has the storage {{storage}}.',
  'network-node-away': "The tenant's network is on node {{node}}, which is not online with the storage {{storage}}.",
  'memory-full': 'No node has enough free memory for {{memory}} GiB beside what is being deployed. Free some, then retry.',
  'node-memory-full':
    "Node {{node}} of the tenant's network has not enough free memory for {{memory}} GiB beside what is being deployed. Free some, then retry.",
  'template-missing': 'The template {{template}} (VMID {{vmid}}) is not on the cluster. Restore it, then retry.',
  'template-without-disk': 'The template has no disk {{disk}} with a size. Vigie needs its system disk as {{disk}}.',
  'clone-running': 'VM {{vmid}} is still being cloned.',
  'clone-not-visible': 'VM {{vmid}} is not visible yet after its clone.',
  'clone-not-moved': "VM {{vmid}} is still on its template's node {{node}}.",
  'vm-missing': 'VM {{vmid}} is not on node {{node}} any more. It was moved or deleted outside of Vigie.',
  'vm-foreign': 'VM {{vmid}} exists and does not belong to this order. Remove it or rename the range of VMIDs, then retry.',
  'vm-left': 'VM {{vmid}} exists and does not belong to this order: it was left as it is.',
  'card-without-mac': 'The network card of the VM has no MAC address.',
  'settings-not-kept': 'Proxmox did not keep these settings of the VM: {{settings}}.',
  'disk-not-grown': 'The disk has {{size}} GiB after it was grown to {{wanted}} GiB.',
  'vm-not-running': 'The VM does not run yet.',
  'agent-silent':
    'The guest agent did not answer within {{seconds}} s. See its console: did it boot, and does its template hold qemu-guest-agent?',
  'agent-without-address': 'The machine has no address after {{seconds}} s, not {{expected}}. Check cloud-init in its template.',
  'agent-other-address': 'The machine has {{seen}} after {{seconds}} s, not {{expected}}. Check cloud-init in its template.',
  'tag-not-kept': 'Proxmox did not keep the tag {{tag}}.',
  // Mails
  'mail-unreachable': 'The mail server {{server}} cannot be reached or refuses the login. Check mail.smtp.',
  'mail-interrupted': 'The mail server broke off while it took a mail.',
  'mail-deferred': 'The mail server does not take mails at the moment.',
  'mail-refused': 'The mail server refuses mail to {{to}}. Correct the address or the server, then restart Vigie.',
  'mail-doubtful':
    'Vigie was interrupted while this mail was being sent. It is not sent again by itself, so that nobody gets it twice: decide it on the overview.',
  'mail-unreadable':
    'This mail was kept with another encryption key. Put the key back (provisioner.encryptionKey), then restart Vigie.',
  'account-known': 'The tenant has its Proxmox account already.',
  ...bastionReasons,
  ...isoReasons,
  ...networkChoiceReasons,
  ...packageReasons,
  ...backupReasons,
  ...restoreTestReasons,
  ...runbookReasons,
  ...sdnReasons,
  ...slackReasons,
  ...vmLifeReasons,
} as const;

export type StepReasonCode = keyof typeof stepReasons;

const codes = Object.keys(stepReasons) as [StepReasonCode, ...StepReasonCode[]];

type ParameterOf<Sentence> = Sentence extends `${string}{{${infer Name}}}${infer Rest}` ? Name | ParameterOf<Rest> : never;
type Parameters<Code extends StepReasonCode> = Record<ParameterOf<(typeof stepReasons)[Code]>, string | number>;

/** `message` is the English sentence with its parameters, for who has no text of its own for the code. */
export const stepReason = z
  .object({ code: z.enum(codes), params: z.record(z.string(), z.union([z.string(), z.number()])), message: z.string() })
  .meta({ id: 'StepReason' });
export type StepReason = z.infer<typeof stepReason>;

/** A reason with its sentence filled in. The compiler asks for exactly the parameters that the sentence has. */
export function because<Code extends StepReasonCode>(
  code: Code,
  ...[params]: ParameterOf<(typeof stepReasons)[Code]> extends never ? [] : [params: Parameters<Code>]
): StepReason {
  const values: Record<string, string | number> = params ?? {};
  return { code, params: values, message: filledIn(stepReasons[code], values) };
}

export const filledIn = (sentence: string, values: StepReason['params']): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
