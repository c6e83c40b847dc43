import type { StepReason } from '@vigie/contract/step-reasons';

/** A step that cannot go on until somebody acts. Its reason says what is wrong and what to do. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly reason: StepReason;

  constructor(reason: StepReason, options?: ErrorOptions) {
    super(reason.message, options);
    this.reason = reason;
  }
}

/** Not yet: the step is tried again after a while. The reason says what is waited for. */
export class StepRetry extends Error {
  override readonly name = 'StepRetry';
  readonly reason: StepReason;

  constructor(reason: StepReason, options?: ErrorOptions) {
    super(reason.message, options);
    this.reason = reason;
  }
}
