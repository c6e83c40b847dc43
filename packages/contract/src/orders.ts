import { z } from 'zod';
import { pageQuery } from './list.ts';
import { mostMachines } from './machine-names.ts';
import { instant, machineName, orderId, tenantId, vmRef } from './primitives.ts';
import { price } from './quotes.ts';
import { orderStepName } from './order-steps.ts';
import { stepReason } from './step-reasons.ts';

export const orderState = z
  .enum(['awaiting-approval', 'awaiting-network-choice', 'deploying', 'cancelling', 'failed', 'done', 'rejected', 'cancelled'])
  .meta({ id: 'OrderState' });
export type OrderState = z.infer<typeof orderState>;

/** `default`: join the tenant's network (made when there is none yet); `new`: an isolated network of its own. */
export const networkChoice = z.enum(['default', 'new']).meta({ id: 'NetworkChoice' });
export type NetworkChoice = z.infer<typeof networkChoice>;

/**
 * What an order says of its network. `ask`: a tenant that has a network already is asked once the order is approved; for one that has
 * none it is `default`. An order that was asked has its choice from then on.
 */
export const networkWish = z.enum([...networkChoice.options, 'ask']).meta({ id: 'NetworkWish' });
export type NetworkWish = z.infer<typeof networkWish>;

export const networkChoiceRequest = z.strictObject({ network: networkChoice }).meta({ id: 'NetworkChoiceRequest' });

/** The question that an order with `ask` waits with. `default` holds when nobody chooses until the deadline. `chosenBy` is a login. */
export const networkQuestion = z
  .object({
    deadline: instant,
    default: networkChoice,
    chosen: networkChoice.optional(),
    chosenVia: z.enum(['app', 'mail-link', 'deadline']).optional(),
    chosenBy: z.string().optional(),
    chosenAt: instant.optional(),
  })
  .meta({ id: 'NetworkQuestion' });
export type NetworkQuestion = z.infer<typeof networkQuestion>;

const notAKey = 'not an OpenSSH public key';

/** A key names its own type: its first part, after four bytes of length. */
function namesItsType(line: string): boolean {
  const [type = '', key = ''] = line.split(' ');
  try {
    return atob(key).slice(4, 4 + type.length) === type;
  } catch {
    return false;
  }
}

/** An OpenSSH public key line, one key only. */
export const sshPublicKey = z
  .string()
  .trim()
  .max(2048, 'a public key has at most 2048 characters')
  .regex(/^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\r\n]*)?$/, { error: notAKey, abort: true })
  .refine(namesItsType, notAKey)
  .meta({ id: 'SshPublicKey' });

/**
 * A new order. `tenant` is needed from the operator and refused from anybody else. Several machines are alike: `name` is what their names
 * begin with, see machine-names.ts.
 */
export const orderRequest = z
  .strictObject({
    offer: z.string().max(64),
    name: machineName,
    options: z.record(z.string().max(64), z.string().max(64)).default({}),
    quantity: z.int().min(1).max(mostMachines).default(1),
    network: networkWish.default('default'),
    sshPublicKey: sshPublicKey.optional(),
    tenant: tenantId.optional(),
  })
  .meta({ id: 'OrderRequest' });
export type OrderRequest = z.infer<typeof orderRequest>;

/** `undoing`, `undone`: the order is being cancelled, and what the step made is taken back. */
export const stepState = z
  .enum(['pending', 'running', 'waiting', 'done', 'failed', 'skipped', 'undoing', 'undone'])
  .meta({ id: 'StepState' });
export type StepState = z.infer<typeof stepState>;

const stepFault = stepReason.extend({ technical: z.string().optional() });

/**
 * A step as people see it. `error` is what failed and what to do (of a running step: why its last attempt did not succeed), with
 * Proxmox's own text as `technical` (operator only). `note` is why a step was not needed, or what was left when it was undone.
 * `usualSeconds` is the median of our own history, null without history.
 */
export const orderStep = z
  .object({
    name: orderStepName,
    state: stepState,
    attempts: z.int(),
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    usualSeconds: z.int().nullable(),
    error: stepFault.optional(),
    note: stepReason.optional(),
  })
  .meta({ id: 'OrderStep' });
export type OrderStep = z.infer<typeof orderStep>;

/** How to reach the machine, once it is delivered. One that its tenant installs has neither a user nor anything that answers SSH yet. */
export const orderAccess = z
  .object({ user: z.string().optional(), addresses: z.array(z.string()), ssh: z.string().optional() })
  .meta({ id: 'OrderAccess' });

/** One machine of an order. `order` is the id under which its own steps are; `error` is why it failed, or why its step is tried again. */
export const orderMachine = z
  .object({
    order: orderId,
    name: z.string(),
    state: orderState,
    vm: vmRef.optional(),
    stepsEnded: z.int(),
    steps: z.int(),
    currentStep: orderStepName.optional(),
    error: stepFault.optional(),
  })
  .meta({ id: 'OrderMachine' });
export type OrderMachine = z.infer<typeof orderMachine>;

/** How many machines an order has, and how many of them are delivered, and failed. */
export const machineCounts = z.object({ total: z.int(), done: z.int(), failed: z.int() }).meta({ id: 'MachineCounts' });

/**
 * An order. `state` is of all its machines together; `steps` and `access` are the first machine's. Each further machine has an order id of
 * its own, under which it can be read: `lead` is there the id of the order that it belongs to, which is where things are done with it.
 */
export const order = z
  .object({
    id: orderId,
    lead: orderId.optional(),
    tenant: tenantId,
    offer: z.string(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    quantity: z.int(),
    network: networkWish,
    state: orderState,
    price,
    steps: z.array(orderStep),
    networkChoice: networkQuestion.optional(),
    machines: z.array(orderMachine),
    vms: z.array(vmRef),
    access: orderAccess.optional(),
    createdAt: instant,
    createdBy: z.string(),
    decidedAt: instant.optional(),
    decidedBy: z.string().optional(),
    rejectReason: z.string().optional(),
    endedAt: instant.optional(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof order>;

/** An order in a list: everything but its steps, its question and its access, and its machines only counted. */
export const orderSummary = order
  .omit({ lead: true, steps: true, access: true, networkChoice: true, machines: true })
  .extend({ machines: machineCounts })
  .meta({ id: 'OrderSummary' });
export type OrderSummary = z.infer<typeof orderSummary>;

export const orderListQuery = pageQuery.extend({ state: orderState.optional(), tenant: tenantId.optional() });

export const rejectRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'RejectRequest' });
