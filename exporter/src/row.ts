/** One object of a list that Proxmox answered; nothing is known of its values. */
export type Row = Readonly<Record<string, unknown>>;

/** The objects of a list. Throws when the answer is not a list: an empty one would look like a cluster without guests. */
export function rowsOf(answer: unknown): Row[] {
  if (!Array.isArray(answer)) throw new Error('Proxmox did not answer with a list');
  return answer.filter(isRow);
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** Proxmox gives the same number now as a number, now as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Text, or a number as text; anything else is empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The object that an answer, or a part of one, is; anything else has no facts in it. */
export function rowOf(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}
