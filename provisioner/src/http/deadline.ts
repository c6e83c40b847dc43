import { ProblemError } from '../problem-error.ts';

/** The result of `work`, or the ProblemError `not-ready` when it takes longer than `milliseconds`. The work itself goes on. */
export async function withDeadline<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const detail = 'The answer takes too long. The request may still be carried out: look at its state before you repeat it.';
      reject(new ProblemError('not-ready', detail));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
