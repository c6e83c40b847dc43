/** How an elapsed time stands against its objective: from three quarters on it is a warning, past it critical. */
export function rtoLevel(elapsedSeconds: number, rtoSeconds: number): 'good' | 'warning' | 'critical' {
  if (elapsedSeconds > rtoSeconds) {
    return 'critical';
  }
  return elapsedSeconds >= rtoSeconds * 0.75 ? 'warning' : 'good';
}
