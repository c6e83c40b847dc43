/** The line in a restored machine's description by which we know it as a test's. */
export const testMarker = (testId: string): string => `vigie-restore-test:${testId}`;

export const hasTestMarker = (description: string | undefined, testId: string): boolean =>
  (description ?? '').split(/\r?\n/).some((line) => line.trim() === testMarker(testId));

/** Never the tag that monitoring looks for: a machine of the lab is no target and raises no alert. */
export const labTag = 'vigie-lab';
