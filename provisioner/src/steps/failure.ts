/** A step that cannot go on until somebody acts. The message is for people: what is wrong and what to do. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

/** Not yet: the step is tried again after a while. The message says what is waited for. */
export class StepRetry extends Error {
  override readonly name = 'StepRetry';
}
