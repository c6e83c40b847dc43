import { readdirSync, readFileSync } from 'node:fs';
import { orderStepNames } from '@vigie/contract/order-steps';
import { workflows } from './index.ts';
import { orderVm } from './order-vm.ts';
import { stepsOfWorkflow } from './workflow.ts';

const folder = new URL('../steps/', import.meta.url);

describe('order-vm', () => {
  test('has the steps of the contract, in their order', () => {
    expect(stepsOfWorkflow(orderVm).map(({ name }) => name)).toEqual([...orderStepNames]);
  });

  test('is registered', () => {
    expect(workflows).toContain(orderVm);
  });

  test.each([...orderStepNames])('%s has a file of its name that says what undo relies on', (name) => {
    expect(readdirSync(folder)).toContain(`${name}.ts`);
    expect(readFileSync(new URL(`${name}.ts`, folder), 'utf8')).toMatch(/^\/\/ Undo relies on .+\n\/\/ .+\n(?!\/\/)/m);
  });
});
