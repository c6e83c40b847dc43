import type { OrderState } from '@vigie/contract/orders';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<OrderState, () => string> = {
  'awaiting-approval': () => t('order-state.awaiting-approval', 'Waiting for approval'),
  'awaiting-network-choice': () => t('order-state.awaiting-network-choice', 'Waiting for a network choice'),
  deploying: () => t('order-state.deploying', 'Deploying'),
  cancelling: () => t('order-state.cancelling', 'Being cancelled'),
  failed: () => t('order-state.failed', 'Failed'),
  done: () => t('order-state.done', 'Delivered'),
  rejected: () => t('order-state.rejected', 'Rejected'),
  cancelled: () => t('order-state.cancelled', 'Cancelled'),
};

const tones: Record<OrderState, Tone> = {
  'awaiting-approval': 'waiting',
  'awaiting-network-choice': 'waiting',
  deploying: 'moving',
  cancelling: 'moving',
  failed: 'failed',
  done: 'good',
  rejected: 'off',
  cancelled: 'off',
};

/** The word and colour of an order's state. `mine`: the reader is the one who must act. */
export function orderStateText(state: OrderState, mine = false): { word: string; tone: Tone } {
  const word = mine ? t('order-state.waiting-for-you', 'Waiting for you') : words[state]();
  return { word, tone: tones[state] };
}
