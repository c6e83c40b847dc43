import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** Every page of the plugin: its path below the plugin, loaded when it is opened. See docs/adding-a-page.md. */
export const routes: ReadonlyArray<{ path: string; page: LazyExoticComponent<ComponentType> }> = [
  { path: 'overview', page: lazy(() => import('./pages/OverviewPage')) },
  { path: 'orders', page: lazy(() => import('./pages/OrdersPage')) },
  { path: 'orders/:id', page: lazy(() => import('./pages/OrderDetailPage')) },
  { path: 'order', page: lazy(() => import('./pages/NewOrderPage')) },
  { path: 'vms', page: lazy(() => import('./pages/VmsPage')) },
  { path: 'vms/:id', page: lazy(() => import('./pages/VmDetailPage')) },
  { path: 'drift', page: lazy(() => import('./pages/DriftPage')) },
  { path: 'backups', page: lazy(() => import('./pages/BackupsPage')) },
  { path: 'restore-tests/:id', page: lazy(() => import('./pages/RestoreTestPage')) },
  { path: 'pra', page: lazy(() => import('./pages/PraPage')) },
  { path: 'pra/:slug', page: lazy(() => import('./pages/RunbookPage')) },
  { path: 'executions/:id', page: lazy(() => import('./pages/ExecutionPage')) },
];
