import tseslint from 'typescript-eslint';

// Each rule that is not self-evident says why it is here. assembly/ holds AssemblyScript, whose decorators are none of TypeScript's.
export default tseslint.config(
  { ignores: ['**/assembly/', '**/dist/', '**/node_modules/', 'grafana-app/', '.artifacts/', '.vigie/', 'test/preview/src/host/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody awaits hides its error, and in a daemon ends the process.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, properties: false, attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Daemons log through their logger, which redacts; processes talk through process.stdout and stderr.
      'no-console': 'error',
      // One thing per file: whoever needs more than this needs a second file.
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      complexity: ['error', 20],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file that defines the thing.' },
      ],
    },
  },
  {
    // Trees of configuration and foreign JSON in tests and in the launcher have no types before they are validated.
    files: ['**/*.test.ts', '**/testing/*.ts', 'scripts/stack/*.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
);
