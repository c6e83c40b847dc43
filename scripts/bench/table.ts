/** A row of a Markdown table. */
export function row(...cells: (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function head(...cells: string[]): string {
  return `${row(...cells)}\n|${cells.map(() => '---').join('|')}|`;
}

/** Seconds as milliseconds. */
export const ms = (seconds: number): string => `${Math.round(seconds * 1000)}`;

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
