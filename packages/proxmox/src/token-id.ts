import { percentEncode } from './percent.ts';

/** `user@realm!name` for a header: what a token id may hold stays as it is, anything else cannot break the header. */
export function encodeTokenId(id: string): string {
  return percentEncode(id).replaceAll('%40', '@').replaceAll('%21', '!');
}
