/** The cron expression of an interval in seconds that divides a minute, or is whole minutes that divide an hour; six fields below a minute. */
export function everyCron(seconds: number): string {
  return seconds < 60 ? `*/${seconds} * * * * *` : `*/${seconds / 60} * * * *`;
}
