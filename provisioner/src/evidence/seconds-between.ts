/** Null while one of the two times is not known. */
export const secondsBetween = (start: string | undefined, end: string | undefined): number | null =>
  start === undefined || end === undefined ? null : (Date.parse(end) - Date.parse(start)) / 1000;
