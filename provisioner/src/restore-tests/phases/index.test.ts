import { readdirSync } from 'node:fs';
import { restoreTestPhaseNames } from '@vigie/contract/restore-test-phases';
import { closingPhases, decidingPhases } from './index.ts';

const notPhases = ['index.ts', 'phase.ts'];

test('the phases are those of the contract, in their order', () => {
  expect([...decidingPhases, ...closingPhases].map(({ name }) => name)).toEqual([...restoreTestPhaseNames]);
});

test('each phase has a file of its name, and each file is a phase', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !file.endsWith('.test.ts') && !notPhases.includes(file));
  expect(files.sort()).toEqual(restoreTestPhaseNames.map((name) => `${name}.ts`).sort());
});
