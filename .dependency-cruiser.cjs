// The layers of the design, each rule with its reason. `npm run check` fails on any arrow that is not allowed here.
const app = '^(exporter|provisioner|grafana-app|dashboards|alert-rules|pra-runbooks)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-and-metrics-stand-alone',
      comment: 'The browser, the daemons and the generators all load them: they may need zod and nothing of ours.',
      severity: 'error',
      from: { path: '^packages/(contract|metrics)/' },
      to: { path: ['^packages/(?!contract/|metrics/)', app, '^test/', '^scripts/'] },
    },
    {
      name: 'contract-and-metrics-apart',
      comment: 'Neither is about the other.',
      severity: 'error',
      from: { path: '^packages/(contract|metrics)/' },
      to: { path: '^packages/(contract|metrics)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'packages-import-no-app',
      comment: 'What several parts share must not know who uses it.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: app },
    },
    {
      name: 'apps-import-no-app',
      comment: 'Parts are started, updated and restored one by one; they talk over HTTP.',
      severity: 'error',
      from: { path: app },
      to: { path: app, pathNot: '^$1/' },
    },
    {
      name: 'exporter-has-no-contract',
      comment: 'It reads Proxmox, not our API.',
      severity: 'error',
      from: { path: '^exporter/' },
      to: { path: '^packages/contract/' },
    },
    {
      name: 'plugin-never-sees-proxmox',
      comment: 'The browser must not hold what could reach a hypervisor.',
      severity: 'error',
      from: { path: '^grafana-app/' },
      to: { path: '^packages/(proxmox|config)/' },
    },
    {
      name: 'dashboards-know-metrics-only',
      comment: 'They are data for Grafana: what they ask for is what packages/metrics names.',
      severity: 'error',
      from: { path: '^dashboards/' },
      to: { path: '^packages/(?!metrics/)' },
    },
    {
      name: 'nothing-imports-test',
      comment: 'Stand-ins are started as processes, never linked into the product.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'steps-reach-out-through-ports',
      comment: 'A step that knows only narrow interfaces can be run against fakes, at every fault.',
      severity: 'error',
      from: { path: '^provisioner/src/steps/', pathNot: '\\.test\\.ts$' },
      to: { path: '^provisioner/src/(http|engine|workflows|store|identity)/' },
    },
    {
      name: 'restore-test-phases-reach-out-through-ports',
      comment: 'What decides whether a backup is good, and what removes machines, is run against fakes at every fault.',
      severity: 'error',
      from: { path: '^provisioner/src/restore-tests/(phases|lab|guest)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^provisioner/src/(http|engine|workflows|store|identity|services|backups|notify|evidence)/' },
    },
    {
      name: 'http-asks-services-only',
      comment: 'What a caller may see is decided in one place, behind the services.',
      severity: 'error',
      from: { path: '^provisioner/src/http/', pathNot: '\\.test\\.ts$' },
      to: { path: '^provisioner/src/(steps|workflows|store|engine)/' },
    },
    {
      name: 'engine-holds-dbos',
      comment: 'One folder knows the workflow engine, so that it can be replaced.',
      severity: 'error',
      from: { pathNot: '^provisioner/src/engine/' },
      to: { path: '@dbos-inc' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
};
