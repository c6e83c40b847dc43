import type { Catalogue } from '@vigie/contract/catalogue';
import type { Me } from '@vigie/contract/me';
import { orderStepNames } from '@vigie/contract/order-steps';
import type { Order, StepState } from '@vigie/contract/orders';
import type { Quote } from '@vigie/contract/quotes';

export const operator: Me = {
  login: 'admin',
  name: 'Ada',
  role: 'Admin',
  operator: true,
  tenant: null,
  capabilities: [
    'catalogue:read',
    'order:read',
    'order:create',
    'order:decide',
    'order:retry',
    'vm:read',
    'vm:act',
    'vm:delete',
    'vm:resize',
    'network:read',
    'pool:read',
    'drift:read',
    'bastion:sync',
    'mail:decide',
    'backup:read',
    'backup:create',
    'backup-policy:write',
    'restore-test:read',
    'restore-test:run',
    'runbook:read',
    'runbook:execute',
  ],
};

export const tenantEditor: Me = {
  login: 'acme-editor',
  name: 'Eve',
  role: 'Editor',
  operator: false,
  tenant: { id: 'acme', name: 'Acme' },
  capabilities: [
    'catalogue:read',
    'order:read',
    'order:create',
    'vm:read',
    'vm:act',
    'vm:delete',
    'network:read',
    'backup:read',
    'backup:create',
    'restore-test:read',
  ],
};

export const tenantViewer: Me = {
  ...tenantEditor,
  login: 'acme-viewer',
  role: 'Viewer',
  capabilities: ['catalogue:read', 'order:read', 'vm:read', 'network:read', 'backup:read', 'restore-test:read'],
};

export const catalogue: Catalogue = {
  isolated: true,
  currency: 'EUR',
  offers: [
    {
      id: 'standard',
      name: 'Standard',
      description: 'For a web site',
      price: 500,
      options: [
        {
          id: 'cores',
          name: 'Cores',
          values: [
            { id: '2', name: '2', price: 0, default: true, amount: 2 },
            { id: '4', name: '4', price: 800, amount: 4 },
          ],
        },
      ],
    },
  ],
};

export const quote: Quote = {
  price: {
    currency: 'EUR',
    lines: [{ label: 'Standard', quantity: 1, unitPrice: 500, amount: 500 }],
    net: 500,
    tax: null,
    gross: 500,
    total: 500,
  },
  limits: [],
  quota: [{ resource: 'cores', used: 2, after: 4, limit: 8 }],
  usualDeliverySeconds: 72,
};

/** The same price with a tax, for as many machines. */
export function taxedPrice(quantity: number): Quote['price'] {
  const line = (label: string, unitPrice: number, option?: string) => ({
    label,
    ...(option !== undefined && { option }),
    quantity,
    unitPrice,
    amount: unitPrice * quantity,
  });
  const net = 1300 * quantity;
  return {
    currency: 'EUR',
    lines: [line('Standard', 500), line('Processeur : 4', 800, 'cores'), line('Disk: 20', 0, 'disk')],
    net,
    tax: { name: 'VAT', names: { en: 'VAT', fr: 'TVA' }, percent: 20, amount: net / 5 },
    gross: net + net / 5,
    total: net,
  };
}

export const orderId = 'ord_0000000000000001';

/** An order at its step `at`, which is in `state`; those before are done. */
export function orderAt(at: number, state: StepState, changes: Partial<Order> = {}): Order {
  return {
    id: orderId,
    tenant: 'acme',
    offer: 'standard',
    name: 'web-01',
    options: { cores: '2' },
    quantity: 1,
    network: 'default',
    state: 'awaiting-approval',
    price: quote.price,
    steps: orderStepNames.map((name, index) => ({
      name,
      state: index < at ? 'done' : index === at ? state : 'pending',
      attempts: index <= at ? 1 : 0,
      usualSeconds: null,
      ...(index < at && { startedAt: '2026-11-21T08:00:00.000Z', endedAt: '2026-11-21T08:00:05.000Z' }),
    })),
    machines: [{ order: orderId, name: 'web-01', state: changes.state ?? 'awaiting-approval', stepsEnded: at, steps: orderStepNames.length }],
    vms: [],
    createdAt: '2026-11-21T08:00:00.000Z',
    createdBy: 'acme-editor',
    ...changes,
  };
}
