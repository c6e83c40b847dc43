import { longestGroupName, machineNames, mostMachines } from './machine-names.ts';
import { machineName } from './primitives.ts';

describe('machineNames', () => {
  test('leaves the name of a single machine as it is', () => {
    expect(machineNames('web-01', 1)).toEqual(['web-01']);
  });

  test('numbers several with two digits, so that they sort', () => {
    expect(machineNames('class', 3)).toEqual(['class-01', 'class-02', 'class-03']);
    expect(machineNames('class', mostMachines).at(-1)).toBe('class-16');
  });

  test('the longest name of an order gives valid names of machines, one more character does not', () => {
    const valid = (length: number) => machineNames('a'.repeat(length), mostMachines).every((name) => machineName.safeParse(name).success);
    expect(valid(longestGroupName)).toBe(true);
    expect(valid(longestGroupName + 1)).toBe(false);
  });
});
