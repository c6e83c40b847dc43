import { durationText } from '../duration-text.ts';
import type { StepRow } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { pageLink } from './page-link.ts';
import { shortened, slackText, type SlackMessage } from './slack.ts';
import { stepTitles } from './step-titles.ts';

/** How an order stands, for the operator's channel; in English, as the alerts are. Technical texts stay on the order's page. */
export function orderSlack(order: OrderRow, steps: readonly StepRow[], tenantName: string, grafanaUrl: string): SlackMessage {
  const { mark, words } = states[order.state];
  const title = `Order of ${order.name} (${tenantName}): ${words}`;
  const link = `<${pageLink(grafanaUrl, `orders/${order.id}`)}|${links[order.state] ?? 'Open the order'}>`;
  const detail = detailOf(order, steps);
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

function detailOf(order: OrderRow, steps: readonly StepRow[]): string {
  switch (order.state) {
    case 'deploying':
      return stepLine(steps, ({ state }) => !['done', 'skipped'].includes(state), (step) => `Step ${step.position + 1} of ${steps.length}`);
    case 'cancelling':
      return stepLine(steps, ({ state }) => state === 'undoing', () => 'Taking back');
    case 'failed':
      return stepLine(steps, ({ state }) => state === 'failed', () => 'Failed at');
    case 'done':
      return order.decided_at && order.ended_at ? `Deployed in ${durationText((order.ended_at.getTime() - order.decided_at.getTime()) / 1000, 'en')}` : '';
    case 'rejected':
      return `By ${order.decided_by ?? 'somebody'}${order.reject_reason === null ? '' : `: ${order.reject_reason}`}`;
    default:
      return '';
  }
}

/** The first step that `fits`, with why it failed or what it waits for. */
function stepLine(steps: readonly StepRow[], fits: (step: StepRow) => boolean, lead: (step: StepRow) => string): string {
  const step = steps.find(fits);
  if (!step) return '';
  return `${lead(step)}: ${stepTitles[step.name].en}${step.message === null ? '' : `\n${step.message}`}`;
}
