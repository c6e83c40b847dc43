// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

module.exports = {
  // Jest configuration provided by Grafana scaffolding
  ...scaffold,
  // d3-color and others ship .mjs only, which the scaffold's pattern leaves untransformed.
  transform: { '^.+\\.(m?[tj]s|[tj]sx)$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [nodeModulesToTransform(grafanaESModules)],
  // The first render of a test file loads all of @grafana/ui.
  testTimeout: 60_000,
};
