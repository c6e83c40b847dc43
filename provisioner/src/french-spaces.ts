/** French puts a space before its high signs and within its quotes, where a line must not break. */
export const frenchSpaces = (text: string): string => text.replace(/ ([:;!?»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
