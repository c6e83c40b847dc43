/** Stable hooks for the end-to-end tests. Rows and steps carry their facts in data attributes beside these. */
export const testIds = {
  page: {
    loading: 'vigie-loading',
    loadError: 'vigie-load-error',
    loadRetry: 'vigie-load-retry',
    notFound: 'vigie-not-found',
    unauthorized: 'vigie-unauthorized',
    search: 'vigie-search',
    crashed: 'vigie-crashed',
  },
  orderForm: {
    form: 'vigie-order-form',
    /** data-value = offer id */
    offer: (id: string) => `vigie-order-offer-${id}`,
    /** A radio card; data-option, data-value. Options with many values are one select with `option`. */
    optionValue: (option: string, value: string) => `vigie-order-option-${option}-${value}`,
    option: (option: string) => `vigie-order-option-${option}`,
    tenant: 'vigie-order-tenant',
    name: 'vigie-order-name',
    /** data-value = default | new */
    network: (choice: string) => `vigie-order-network-${choice}`,
    sshKey: 'vigie-order-ssh-key',
    generateKey: 'vigie-order-generate-key',
    quoteTotal: 'vigie-order-quote-total',
    /** data-option = option id, missing for the offer itself */
    quoteLine: 'vigie-order-quote-line',
    /** data-resource, data-over */
    quota: 'vigie-order-quota',
    delivery: 'vigie-order-delivery',
    submit: 'vigie-order-submit',
    blocked: 'vigie-order-blocked',
    error: 'vigie-order-error',
  },
  orders: {
    table: 'vigie-orders-table',
    /** data-id, data-state, data-tenant */
    row: 'vigie-orders-row',
    stateFilter: 'vigie-orders-state-filter',
    empty: 'vigie-orders-empty',
    noMatch: 'vigie-orders-no-match',
    newOrder: 'vigie-orders-new',
    more: 'vigie-orders-more',
  },
  order: {
    /** data-state */
    state: 'vigie-order-state',
    approve: 'vigie-order-approve',
    reject: 'vigie-order-reject',
    cancel: 'vigie-order-cancel',
    retry: 'vigie-order-retry',
    rejectReason: 'vigie-order-reject-reason',
    /** The confirming button of whichever dialog is open. */
    confirm: 'vigie-dialog-confirm',
    dialogError: 'vigie-dialog-error',
    timeline: 'vigie-order-timeline',
    /** data-step, data-state */
    step: 'vigie-order-step',
    stepError: 'vigie-order-step-error',
    stepNote: 'vigie-order-step-note',
    progress: 'vigie-order-progress',
    access: 'vigie-order-access',
    accessSsh: 'vigie-order-access-ssh',
    /** one per address */
    accessAddress: 'vigie-order-access-address',
    rejectedBecause: 'vigie-order-rejected-because',
  },
  vms: {
    table: 'vigie-vms-table',
    /** data-id, data-state, data-tenant */
    row: 'vigie-vms-row',
    /** one per address */
    address: 'vigie-vm-address',
    vmid: 'vigie-vm-vmid',
    /** data-state */
    state: 'vigie-vm-state',
    stateFilter: 'vigie-vms-state-filter',
    empty: 'vigie-vms-empty',
    noMatch: 'vigie-vms-no-match',
  },
  appConfig: {
    gatewayKey: 'vigie-config-gateway-key',
    save: 'vigie-config-save',
    test: 'vigie-config-test',
    /** data-outcome = ok | error code */
    result: 'vigie-config-result',
  },
} as const;
