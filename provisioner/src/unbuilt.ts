import { ProblemError } from './problem-error.ts';

export const unbuilt = <T extends object>(): T =>
  new Proxy({} as T, { get: () => () => Promise.reject(new ProblemError('not-ready', 'This part is not built yet.')) });
