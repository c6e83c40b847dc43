/** Exchanges of one recording that are answered otherwise than recorded, on purpose or because the recording shows what cannot be replayed. */
export interface KnownDifference {
  recording: string;
  seqs: readonly number[];
  reason: string;
}

/** Every entry must still be needed; the conformance run says which is not. */
export const knownDifferences: readonly KnownDifference[] = [];
