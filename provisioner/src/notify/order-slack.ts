import { durationText } from '../duration-text.ts';
import type { GroupFacts, MachineRow } from '../store/order-groups.ts';
import type { StepRow } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { orderTitle } from './machines-text.ts';
import { pageLink } from './page-link.ts';
import { shortened, slackText, type SlackMessage } from './slack.ts';
import { stepTitles } from './step-titles.ts';

/** What is told of an order: its lead's row, how its machines stand together, and each of them. */
export interface OrderStanding {
  order: OrderRow;
  group: GroupFacts;
  machines: readonly MachineRow[];
}

/** How an order stands, for the operator's channel; in English, as the alerts are. Technical texts stay on the order's page. */
export function orderSlack(standing: OrderStanding, tenantName: string, grafanaUrl: string): SlackMessage {
  const { order, group } = standing;
  const { mark, words } = states[group.state];
  const title = `Order of ${orderTitle(order)} (${tenantName}): ${words}`;
  const link = `<${pageLink(grafanaUrl, `orders/${order.id}`)}|${links[group.state] ?? 'Open the order'}>`;
  const detail = [countsOf(group), detailOf(standing)].filter((line) => line !== '').join('\n');
  const facts = [['Order', order.id], ['Ordered by', order.created_by]] as const;
  return {
    text: slackText(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: shortened(`${mark} ${title}`, 150) } },
      { type: 'section', text: { type: 'mrkdwn', text: `${detail === '' ? '' : `${slackText(shortened(detail, 2000))}\n`}${link}` } },
      { type: 'section', fields: facts.map(([label, value]) => ({ type: 'mrkdwn' as const, text: `*${label}*\n${slackText(shortened(value, 500))}` })) },
    ],
  };
}

const states: Record<OrderRow['state'], { mark: string; words: string }> = {
  'awaiting-approval': { mark: '🕓', words: 'awaits approval' },
  'awaiting-network-choice': { mark: '🕓', words: 'awaits the choice of its network' },
  deploying: { mark: '🚧', words: 'is being deployed' },
  done: { mark: '✅', words: 'delivered' },
  failed: { mark: '❌', words: 'failed' },
  rejected: { mark: '🚫', words: 'rejected' },
  cancelling: { mark: '↩️', words: 'is being cancelled' },
  cancelled: { mark: '🚫', words: 'cancelled' },
};

const links: Partial<Record<OrderRow['state'], string>> = {
  'awaiting-approval': 'Approve or reject it', 'awaiting-network-choice': 'Choose the network', failed: 'Retry or cancel it',
};

/** Of an order of several machines that is being worked on, or has ended. */
function countsOf({ total, done, failed, state }: GroupFacts): string {
  if (total === 1 || !['deploying', 'failed', 'done'].includes(state)) return '';
  return `${done} of ${total} machines delivered${failed === 0 ? '' : `, ${failed} failed`}`;
}

function detailOf({ order, group, machines }: OrderStanding): string {
  switch (group.state) {
    case 'deploying':
      return stepLines(
        machines,
        ({ state }) => !['done', 'skipped'].includes(state),
        (step, steps) => `Step ${step.position + 1} of ${steps.length}`,
      );
    case 'cancelling':
      return stepLines(machines, ({ state }) => state === 'undoing', () => 'Taking back');
    case 'failed':
      return stepLines(machines, ({ state }) => state === 'failed', () => 'Failed at');
    case 'done':
      return order.decided_at && group.ended_at ? `Deployed in ${durationText((group.ended_at.getTime() - order.decided_at.getTime()) / 1000, 'en')}` : '';
    case 'rejected':
      return `By ${order.decided_by ?? 'somebody'}${order.reject_reason === null ? '' : `: ${order.reject_reason}`}`;
    default:
      return '';
  }
}

/**
 * The first step that `fits`, with why it failed or what it waits for; of several machines, one line for each that is at work or failed.
 */
function stepLines(
  machines: readonly MachineRow[],
  fits: (step: StepRow) => boolean,
  lead: (step: StepRow, steps: readonly StepRow[]) => string,
): string {
  const [only] = machines;
  if (machines.length === 1 && only) return stepLine(only, fits, lead);
  const lineOf = (machine: MachineRow): string => {
    if (machine.state === 'failed') return stepLine(machine, ({ state }) => state === 'failed', () => 'Failed at');
    return machine.steps.some(({ state }) => state === 'running' || state === 'undoing') ? stepLine(machine, fits, lead) : '';
  };
  return machines.flatMap((machine) => {
    const line = lineOf(machine);
    return line === '' ? [] : [`${machine.name}: ${line}`];
  }).join('\n');
}

function stepLine(
  { steps }: MachineRow,
  fits: (step: StepRow) => boolean,
  lead: (step: StepRow, steps: readonly StepRow[]) => string,
): string {
  const step = steps.find(fits);
  if (!step) return '';
  return `${lead(step, steps)}: ${stepTitles[step.name].en}${step.message === null ? '' : `\n${step.message}`}`;
}
