/** A background pass ran into its deadline; what it did not come to keeps its last value and is first in the next pass. */
export class PassDeadlineError extends Error {
  override readonly name = 'PassDeadlineError';
  readonly kind = 'timeout';

  constructor(deadlineSeconds: number, left: number, all: number) {
    super(`after ${deadlineSeconds} s ${left} of ${all} were not read`);
  }
}
