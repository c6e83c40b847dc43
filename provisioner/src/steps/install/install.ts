import type { InstallKind } from '@vigie/contract/install';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { Mail, StepContext, StepOrder } from '../ports.ts';
import { fromIso } from './from-iso.ts';
import { fromTemplate } from './from-template.ts';

/** What is different from one way to get a system into a machine to the other. */
export interface Install {
  /** Steps that it does without, and why. */
  readonly notNeeded: Partial<Record<OrderStepName, StepReason>>;
  /** Whether a node exporter comes with the system. */
  readonly monitored: boolean;
  /** Volumes that the machine's node must see. */
  images(context: StepContext): readonly string[];
  /** Settings of the machine for what is inside. */
  settings(context: StepContext): Promise<Record<string, string | number>>;
  /** Settings that Proxmox answers as asterisks: their presence is all that can be compared. */
  readonly hidden: readonly string[];
  hiddenSettings(context: StepContext): Promise<Record<string, string>>;
  /** How the tenant gets on. */
  accessMail(context: StepContext): Promise<Mail>;
}

const installs: Record<InstallKind, Install> = { template: fromTemplate, iso: fromIso };

/** Fixed when the order is made: whoever ordered a finished machine never gets an installer, whatever the configuration says by then. */
export const installKindOf = ({ spec }: Pick<StepOrder, 'spec'>): InstallKind => spec.install ?? 'template';

export const installOf = (order: Pick<StepOrder, 'spec'>): Install => installs[installKindOf(order)];
