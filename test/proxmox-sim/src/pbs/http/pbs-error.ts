/** An answer other than 200: PBS sends its text as the plain body. */
export class PbsError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}
