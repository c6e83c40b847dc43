module.exports = {
  // Prettier configuration provided by Grafana scaffolding
  ...require('./.config/.prettierrc.js'),
  // As in the rest of the repository.
  printWidth: 140,
  trailingComma: 'all',
};
