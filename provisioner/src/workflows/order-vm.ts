import { allocateNetwork } from '../steps/allocate-network.ts';
import { applySdn } from '../steps/apply-sdn.ts';
import { awaitApproval } from '../steps/await-approval.ts';
import { awaitNetworkChoice } from '../steps/await-network-choice.ts';
import { cloneTemplate } from '../steps/clone-template.ts';
import { configureVm } from '../steps/configure-vm.ts';
import { confirmAgent } from '../steps/confirm-agent.ts';
import { createVm } from '../steps/create-vm.ts';
import { ensureAccess } from '../steps/ensure-access.ts';
import { ensureAccount } from '../steps/ensure-account.ts';
import { ensureIsolation } from '../steps/ensure-isolation.ts';
import { ensurePool } from '../steps/ensure-pool.ts';
import { ensureRole } from '../steps/ensure-role.ts';
import { ensureVnet } from '../steps/ensure-vnet.ts';
import { installPackages } from '../steps/install-packages.ts';
import { isolateVm } from '../steps/isolate-vm.ts';
import { mailAccess } from '../steps/mail-access.ts';
import { mailNetwork } from '../steps/mail-network.ts';
import { mailNetworkChoice } from '../steps/mail-network-choice.ts';
import { mailReceived } from '../steps/mail-received.ts';
import { mailWelcome } from '../steps/mail-welcome.ts';
import { openBastion } from '../steps/open-bastion.ts';
import { placeVm } from '../steps/place-vm.ts';
import { publishTarget } from '../steps/publish-target.ts';
import { registerAddress } from '../steps/register-address.ts';
import { reserveVmid } from '../steps/reserve-vmid.ts';
import { resizeDisk } from '../steps/resize-disk.ts';
import { startVm } from '../steps/start-vm.ts';
import type { Workflow } from './workflow.ts';

/** From an order to a machine that its tenant can log in to. */
export const orderVm: Workflow = {
  name: 'order-vm',
  beforeApproval: [
    mailReceived, //    the tenant knows that the order arrived
  ],
  approval: awaitApproval, // a person validates the payment
  beforeChoice: [
    mailNetworkChoice, // who left it open and has a network is asked
  ],
  choice: awaitNetworkChoice, // by mail, in the app, or by the deadline
  afterChoice: [
    ensureIsolation, // nothing is built where nothing keeps tenants apart
    ensureRole, //      what a tenant may do
    ensurePool, //      where its machines are
    ensureAccount, //   who it is in Proxmox
    ensureAccess, //    role + pool + group
    allocateNetwork, // a /24, never given twice
    ensureVnet, //      zone, VNet, subnet (pending)
    applySdn, //        running on every node
    reserveVmid, //     a VMID, never given twice
    placeVm, //         a node with room
    cloneTemplate, //   the machine, marked as the order's
    createVm, //        or an empty one, for an image
    registerAddress, // its address, before it boots
    configureVm, //     size, network, cloud-init
    isolateVm, //       its firewall, before it runs
    resizeDisk, //      absolute size
    startVm,
    confirmAgent, //    it has booted and has its address
    installPackages, // what it shall have inside
    publishTarget, //   monitoring finds it
    openBastion, //     its tenant gets through to it
    mailWelcome, //     the Proxmox account, first order only
    mailNetwork,
    mailAccess, //      how to reach the machine
  ],
};
