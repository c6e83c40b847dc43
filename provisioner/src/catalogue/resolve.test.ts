import { ProblemError } from '../problem-error.ts';
import { testCatalogue } from './fixture.ts';
import { resolveConfiguration } from './resolve.ts';

const resolve = (offer: string, options: Record<string, string> = {}) => resolveConfiguration(testCatalogue, { offer, options });

function problemOf(act: () => unknown): ProblemError {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('resolveConfiguration', () => {
  test('refuses an offer that is not there, and says which are', () => {
    const problem = problemOf(() => resolve('gold'));
    expect(problem.code).toBe('unknown-offer');
    expect(problem.errors).toEqual([{ path: 'offer', message: 'not one of: standard, large' }]);
  });

  test('lists every wrong option and value at once', () => {
    const problem = problemOf(() => resolve('standard', { gpu: 'a100', cores: '3', os: 'debian-13' }));
    expect(problem.code).toBe('unknown-option');
    expect(problem.errors).toEqual([
      { path: 'options.gpu', message: 'not an option; the options are: os, cores, memory, disk, database' },
      { path: 'options.cores', message: 'not one of: 1, 2' },
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('takes %s for an unknown option', (key) => {
    const options = JSON.parse(`{"${key}":"2"}`) as Record<string, string>;
    expect(problemOf(() => resolve('standard', options)).errors[0]?.path).toBe(`options.${key}`);
    expect(problemOf(() => resolve(key)).code).toBe('unknown-offer');
  });

  test('takes no choice from the prototype', () => {
    const options = Object.create({ cores: '1' }) as Record<string, string>;
    expect(resolve('standard', options).choices.cores).toBe('2');
  });

  test('fills in the defaults, the first value where none is marked', () => {
    expect(resolve('standard')).toEqual({
      offerId: 'standard',
      choices: { os: 'debian-13', cores: '2', memory: '4', disk: '20', database: 'none' },
      spec: { template: 'debian-13', cores: 2, memoryGiB: 4, diskGiB: 20 },
    });
  });

  test('an option that the offer does not have cannot be chosen, nor is it filled in', () => {
    expect(problemOf(() => resolve('large', { database: 'postgresql' })).errors).toEqual([
      { path: 'options.database', message: 'not an option; the options are: os, cores, memory, disk' },
    ]);
    expect(resolve('large').choices).toEqual({ os: 'debian-13', cores: '8', memory: '32', disk: '500' });
  });

  test('a database is its packages, and none is no packages', () => {
    expect(resolve('standard', { database: 'postgresql' }).spec.packages).toEqual(['postgresql', 'postgresql-contrib']);
    expect(resolve('standard', { database: 'none' }).spec).not.toHaveProperty('packages');
  });

  test('takes what is named', () => {
    const { choices, spec } = resolve('standard', { os: 'ubuntu-24.04', cores: '1', disk: '50' });
    expect(choices).toEqual({ os: 'ubuntu-24.04', cores: '1', memory: '4', disk: '50', database: 'none' });
    expect(spec).toEqual({ template: 'ubuntu-24.04', cores: 1, memoryGiB: 4, diskGiB: 50 });
  });
});
