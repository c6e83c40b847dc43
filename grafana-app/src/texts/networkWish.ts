import type { NetworkWish } from '@vigie/contract/orders';
import { t } from '../i18n/t';

const words: Record<NetworkWish, () => string> = {
  default: () => t('order.network-default', 'The tenant’s own'),
  new: () => t('order.network-new', 'A new one of its own'),
  ask: () => t('order.network-ask', 'Still to be chosen'),
};

/** Which network an order wants, in words. */
export const networkWishText = (wish: NetworkWish): string => words[wish]();
