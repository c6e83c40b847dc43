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
    quantity: 'vigie-order-quantity',
    names: 'vigie-order-names',
    /** data-value = default | new | ask */
    network: (choice: string) => `vigie-order-network-${choice}`,
    sshKey: 'vigie-order-ssh-key',
    generateKey: 'vigie-order-generate-key',
    /** data-resource, data-over */
    quota: 'vigie-order-quota',
    /** A limit of the offer. data-limit, data-over */
    limit: 'vigie-order-limit',
    delivery: 'vigie-order-delivery',
    submit: 'vigie-order-submit',
    blocked: 'vigie-order-blocked',
    error: 'vigie-order-error',
  },
  price: {
    /** data-option = option id, missing for the offer itself */
    line: 'vigie-order-quote-line',
    net: 'vigie-order-quote-total',
    /** Both are missing where there is no tax. */
    tax: 'vigie-order-quote-tax',
    gross: 'vigie-order-quote-gross',
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
    takeBack: 'vigie-order-take-back',
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
    price: 'vigie-order-price',
    networkQuestion: 'vigie-order-network-question',
    /** data-name, data-state */
    machine: 'vigie-order-machine',
    machines: 'vigie-order-machines',
    machineCount: 'vigie-order-machine-count',
    machineSteps: 'vigie-order-machine-steps',
    partOf: 'vigie-order-part-of',
    chooseNetwork: (choice: string) => `vigie-order-choose-network-${choice}`,
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
    sync: 'vigie-vms-sync',
    syncResult: 'vigie-vms-sync-result',
    drift: 'vigie-vms-drift',
    /** On a row: data-vm */
    menu: 'vigie-vms-menu',
  },
  bastion: {
    sync: 'vigie-bastion-sync',
    /** data-state */
    result: 'vigie-bastion-result',
  },
  mails: {
    /** data-id */
    doubtful: 'vigie-mail-doubtful',
    resend: 'vigie-mail-resend',
    dismiss: 'vigie-mail-dismiss',
  },
  vmLife: {
    /** A button or an entry of a menu. */
    act: (act: string) => `vigie-vm-act-${act}`,
    menu: 'vigie-vm-menu',
    /** data-kind, data-state */
    underWay: 'vigie-vm-under-way',
    needsRestart: 'vigie-vm-needs-restart',
    rebootNow: 'vigie-vm-reboot-now',
    history: 'vigie-vm-history',
    noHistory: 'vigie-vm-no-history',
    /** data-id, data-kind, data-state */
    operation: 'vigie-vm-operation',
    operationError: 'vigie-vm-operation-error',
    console: 'vigie-vm-console',
    consoleAccount: 'vigie-vm-console-account',
    typedName: 'vigie-vm-typed-name',
    newKey: 'vigie-vm-new-key',
    deletion: 'vigie-vm-deletion',
    keep: 'vigie-vm-keep',
    resizeValue: (option: string, value: string) => `vigie-vm-resize-${option}-${value}`,
    resizePrice: 'vigie-vm-resize-price',
    resizeRestart: 'vigie-vm-resize-restart',
    drift: 'vigie-vm-drift',
  },
  snapshots: {
    panel: 'vigie-snapshots',
    empty: 'vigie-snapshots-empty',
    loadError: 'vigie-snapshots-load-error',
    create: 'vigie-snapshots-create',
    name: 'vigie-snapshots-name',
    description: 'vigie-snapshots-description',
    /** data-name, data-depth */
    snapshot: 'vigie-snapshot',
    /** data-depth */
    here: 'vigie-snapshot-here',
    rollback: 'vigie-snapshot-rollback',
    remove: 'vigie-snapshot-remove',
  },
  drift: {
    table: 'vigie-drift-table',
    /** data-kind, data-cluster, data-tenant */
    row: 'vigie-drift-row',
    stateFilter: 'vigie-drift-kind-filter',
    clusterFilter: 'vigie-drift-cluster-filter',
    tenantFilter: 'vigie-drift-tenant-filter',
    empty: 'vigie-drift-empty',
    noMatch: 'vigie-drift-no-match',
    unreadable: 'vigie-drift-unreadable',
  },
  overview: {
    allClear: 'vigie-overview-all-clear',
    /** A number that waits for the reader: data-kind, data-count */
    waiting: 'vigie-overview-waiting',
    /** data-state, data-count */
    vmState: 'vigie-overview-vm-state',
    /** data-name, data-reachable, data-quorate */
    cluster: 'vigie-overview-cluster',
    alerts: 'vigie-overview-alerts',
    /** data-name, data-severity */
    alert: 'vigie-overview-alert',
    withinRpo: 'vigie-overview-within-rpo',
    proven: 'vigie-overview-proven',
    oldestProof: 'vigie-overview-oldest-proof',
    /** data-score */
    readiness: 'vigie-overview-readiness',
    /** data-code */
    readinessReason: 'vigie-overview-readiness-reason',
  },
  backups: {
    /** data-tab, data-active */
    tab: (tab: string) => `vigie-backups-tab-${tab}`,
    /** On a row or a machine's page: data-vm */
    backUp: 'vigie-backups-back-up',
    test: 'vigie-backups-test',
  },
  proof: {
    table: 'vigie-proof-table',
    /** data-vm, data-state, data-tenant */
    row: 'vigie-proof-row',
    /** data-day (yyyy-mm-dd), data-state */
    day: 'vigie-proof-day',
    stateFilter: 'vigie-proof-state-filter',
    empty: 'vigie-proof-empty',
    noMatch: 'vigie-proof-no-match',
    more: 'vigie-proof-more',
  },
  restoreTests: {
    table: 'vigie-restore-tests-table',
    /** data-id, data-state, data-verdict, data-tenant */
    row: 'vigie-restore-tests-row',
    stateFilter: 'vigie-restore-tests-verdict-filter',
    empty: 'vigie-restore-tests-empty',
    noMatch: 'vigie-restore-tests-no-match',
    more: 'vigie-restore-tests-more',
  },
  backupRuns: {
    table: 'vigie-backup-runs-table',
    /** data-id, data-vm, data-state, data-tenant */
    row: 'vigie-backup-runs-row',
    progress: 'vigie-backup-run-progress',
    stateFilter: 'vigie-backup-runs-state-filter',
    empty: 'vigie-backup-runs-empty',
    noMatch: 'vigie-backup-runs-no-match',
    more: 'vigie-backup-runs-more',
  },
  policies: {
    /** data-tenant, data-own */
    policy: 'vigie-policy',
    edit: 'vigie-policy-edit',
    reset: 'vigie-policy-reset',
    empty: 'vigie-policies-empty',
    form: 'vigie-policy-form',
    field: (name: string) => `vigie-policy-field-${name}`,
    save: 'vigie-policy-save',
    error: 'vigie-policy-error',
  },
  restoreTest: {
    /** data-state, data-verdict */
    verdict: 'vigie-restore-test-verdict',
    promise: 'vigie-restore-test-promise',
    bar: 'vigie-restore-test-bar',
    /** data-phase, data-state */
    phase: 'vigie-restore-test-phase',
    phaseReason: 'vigie-restore-test-phase-reason',
    /** data-check, data-passed */
    check: 'vigie-restore-test-check',
    leftovers: 'vigie-restore-test-leftovers',
    cancel: 'vigie-restore-test-cancel',
    evidence: 'vigie-restore-test-evidence',
    evidenceHash: 'vigie-restore-test-evidence-hash',
    downloadJson: 'vigie-restore-test-download-json',
    downloadHtml: 'vigie-restore-test-download-html',
  },
  vmBackups: {
    panel: 'vigie-vm-backups',
    /** data-volume, data-state */
    point: 'vigie-vm-backups-point',
    running: 'vigie-vm-backups-running',
    empty: 'vigie-vm-backups-empty',
    loadError: 'vigie-vm-backups-load-error',
  },
  appConfig: {
    gatewayKey: 'vigie-config-gateway-key',
    save: 'vigie-config-save',
    test: 'vigie-config-test',
    /** data-outcome = ok | error code */
    result: 'vigie-config-result',
  },
  pra: {
    /** data-score */
    readiness: 'vigie-pra-readiness',
    /** data-code, data-points */
    readinessReason: 'vigie-pra-readiness-reason',
    /** data-id, data-mode, data-state */
    openExecution: 'vigie-pra-open-execution',
    /** data-slug */
    card: 'vigie-pra-card',
    noRunbook: 'vigie-pra-no-runbook',
    /** in a card, on a runbook's page */
    startRehearsal: 'vigie-pra-start-rehearsal',
    startReal: 'vigie-pra-start-real',
    /** of the starting dialog */
    parameter: (name: string) => `vigie-pra-parameter-${name}`,
    reason: 'vigie-pra-reason',
    typedSlug: 'vigie-pra-typed-slug',
    historyTable: 'vigie-pra-history',
    /** data-id, data-mode, data-state */
    historyRow: 'vigie-pra-history-row',
    modeFilter: 'vigie-pra-mode-filter',
    stateFilter: 'vigie-pra-state-filter',
    noHistory: 'vigie-pra-no-history',
    noMatch: 'vigie-pra-no-match',
  },
  runbook: {
    card: 'vigie-runbook-card',
    print: 'vigie-runbook-print',
    /** data-step, data-kind, data-destructive */
    step: 'vigie-runbook-step',
  },
  execution: {
    /** data-mode */
    banner: 'vigie-execution-banner',
    /** data-state */
    state: 'vigie-execution-state',
    /** data-level = good | warning | critical */
    clock: 'vigie-execution-clock',
    /** data-step, data-state */
    step: 'vigie-execution-step',
    /** The step that is shown: data-step, data-state */
    current: 'vigie-execution-current',
    line: 'vigie-execution-line',
    /** data-reached */
    probe: 'vigie-execution-probe',
    confirmations: 'vigie-execution-confirmations',
    confirm: 'vigie-execution-confirm',
    done: 'vigie-execution-done',
    option: (id: string) => `vigie-execution-option-${id}`,
    choose: 'vigie-execution-choose',
    retry: 'vigie-execution-retry',
    skip: 'vigie-execution-skip',
    /** of the form under a step or of a dialog */
    note: 'vigie-execution-note',
    actError: 'vigie-execution-act-error',
    stepError: 'vigie-execution-step-error',
    watching: 'vigie-execution-watching',
    abort: 'vigie-execution-abort',
    abortReason: 'vigie-execution-abort-reason',
    abortedBecause: 'vigie-execution-aborted-because',
    journal: 'vigie-execution-journal',
    /** data-act */
    journalEntry: 'vigie-execution-journal-entry',
    report: 'vigie-execution-report',
    downloadJson: 'vigie-execution-download-json',
    downloadHtml: 'vigie-execution-download-html',
  },
} as const;
