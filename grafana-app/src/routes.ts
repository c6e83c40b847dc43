import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { PLUGIN_BASE_URL } from './constants';

/** Every page of the plugin: its path below the plugin, loaded when it is opened. See docs/adding-a-page.md. */
export const routes: ReadonlyArray<{ path: string; page: LazyExoticComponent<ComponentType> }> = [
  { path: 'orders', page: lazy(() => import('./pages/OrdersPage')) },
  { path: 'orders/:id', page: lazy(() => import('./pages/OrderDetailPage')) },
  { path: 'order', page: lazy(() => import('./pages/NewOrderPage')) },
  { path: 'vms', page: lazy(() => import('./pages/VmsPage')) },
  { path: 'vms/:id', page: lazy(() => import('./pages/VmDetailPage')) },
];

/** The address of each page. */
export const urls = {
  newOrder: `${PLUGIN_BASE_URL}/order`,
  orders: `${PLUGIN_BASE_URL}/orders`,
  order: (id: string) => `${PLUGIN_BASE_URL}/orders/${encodeURIComponent(id)}`,
  vms: `${PLUGIN_BASE_URL}/vms`,
  vm: (id: string) => `${PLUGIN_BASE_URL}/vms/${encodeURIComponent(id)}`,
};
