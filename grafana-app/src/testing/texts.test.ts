import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderStepNames } from '@vigie/contract/order-steps';
import { driftKind } from '@vigie/contract/drift';
import { driftValues } from '@vigie/contract/drift-values';
import { capability } from '@vigie/contract/me';
import { backupRunState } from '@vigie/contract/backups';
import { executionStepState } from '@vigie/contract/executions';
import { orderState, stepState } from '@vigie/contract/orders';
import { problemCodes } from '@vigie/contract/problem';
import { readinessReasons } from '@vigie/contract/readiness';
import { restoreTestCheckNames, restoreTestPhaseNames } from '@vigie/contract/restore-test-phases';
import { restoreTestPhaseState, restoreTestState } from '@vigie/contract/restore-tests';
import { executionMode, executionState, runbookStepKind } from '@vigie/contract/runbooks';
import { frenchReasons } from '@vigie/contract/reasons/french';
import { stepReasons } from '@vigie/contract/step-reasons';
import { verdict } from '@vigie/contract/verdict';
import { vmOperationKind } from '@vigie/contract/vm-operations';
import { vmState } from '@vigie/contract/vms';
import { stepGroups } from '../texts/stepName';
import { extractTexts, nest } from './extractTexts';

const source = join(__dirname, '..');
const localeFile = (language: string) => join(source, 'locales', language, 'vigie-proxmox-app.json');

type Texts = Record<string, Record<string, string>>;

const read = (language: string) => JSON.parse(readFileSync(localeFile(language), 'utf8')) as Texts;
const keys = (texts: Texts) => Object.entries(texts).flatMap(([group, entries]) => Object.keys(entries).map((name) => `${group}.${name}`));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  test('the English file is what the source and the contract say (UPDATE_TEXTS=1 writes it)', () => {
    const sentences = (group: string, reasons: Record<string, string>) =>
      Object.entries(reasons).map(([code, sentence]): [string, string] => [`${group}.${code}`, sentence]);
    const reasons = [...sentences('step-reason', stepReasons), ...sentences('readiness-reason', readinessReasons), ...sentences('drift-value', driftValues)];
    const expected = nest(new Map([...extractTexts(source), ...reasons]));
    if (process.env.UPDATE_TEXTS !== undefined) {
      writeFileSync(localeFile('en-US'), `${JSON.stringify(expected, null, 2)}\n`);
    }
    expect(read('en-US')).toEqual(expected);
  });

  test('the French reasons are those of the contract (UPDATE_TEXTS=1 writes them)', () => {
    const texts = read('fr-FR');
    const expected = Object.fromEntries(Object.entries(frenchReasons).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (process.env.UPDATE_TEXTS !== undefined) {
      writeFileSync(localeFile('fr-FR'), `${JSON.stringify({ ...texts, 'step-reason': expected }, null, 2)}\n`);
    }
    expect(read('fr-FR')['step-reason']).toEqual(expected);
  });

  test('French has the same keys, each with the same placeholders', () => {
    const [english, french] = [read('en-US'), read('fr-FR')];
    expect(keys(french).sort()).toEqual(keys(english).sort());
    for (const key of keys(english)) {
      const [group = '', name = ''] = key.split('.');
      expect({ key, placeholders: placeholders(french[group]?.[name] ?? '') }).toEqual({
        key,
        placeholders: placeholders(english[group]?.[name] ?? ''),
      });
    }
  });

  test.each([
    ['step', orderStepNames],
    ['order-state', orderState.options],
    ['step-state', stepState.options],
    ['vm-state', vmState.options],
    ['problem', Object.keys(problemCodes)],
    ['step-reason', Object.keys(stepReasons)],
    ['readiness-reason', Object.keys(readinessReasons)],
    ['backup-run-state', backupRunState.options],
    ['restore-test-state', restoreTestState.options],
    ['verdict', verdict.options],
    ['test-phase', restoreTestPhaseNames],
    ['test-phase-state', restoreTestPhaseState.options],
    ['test-check', restoreTestCheckNames],
    ['execution-state', executionState.options],
    ['execution-step-state', executionStepState.options],
    ['execution-mode', executionMode.options],
    ['runbook-step-kind', runbookStepKind.options],
    ['vm-operation', vmOperationKind.options],
    ['vm-operation-now', vmOperationKind.options],
    ['vm-operation-done', vmOperationKind.options],
    ['drift-kind', driftKind.options],
    ['drift-advice', driftKind.options],
    ['drift-value', Object.keys(driftValues)],
    ['capability', capability.options.map((name) => name.replace(':', '-'))],
  ])('every %s of the contract has a text in both languages', (group, names) => {
    for (const language of ['en-US', 'fr-FR']) {
      expect(Object.keys(read(language)[group] ?? {})).toEqual(expect.arrayContaining([...names]));
    }
  });

  test('every order step is in exactly one group of the timeline, in the order of the contract', () => {
    expect(stepGroups.flatMap(({ steps }) => steps)).toEqual([...orderStepNames]);
  });
});
