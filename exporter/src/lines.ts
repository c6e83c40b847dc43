/** The sample lines of one name, made on demand. */
export interface Lines {
  /** How many things there are: what was added by now. */
  readonly count: number;
  /** The text of the lines from `from` up to, not including, `to`; less than asked for where a thing has no value. */
  text(from: number, to: number): string;
}

/** One line for each thing for which `value` gives a number. `labels` as `labelText` gives them. */
export function linesOf<T>(
  name: string,
  things: readonly T[],
  labels: (thing: T) => string,
  value: (thing: T) => number | undefined,
): Lines {
  const start = `${name}{`;
  return {
    get count() {
      return things.length;
    },
    text(from, to) {
      let text = '';
      for (let i = from; i < to && i < things.length; i += 1) {
        const thing = things[i] as T;
        const number = value(thing);
        // Strings that are added up become one flat string when they are encoded: no list of lines, no join.
        if (number !== undefined) text += start + labels(thing) + '} ' + valueText(number) + '\n';
      }
      return text;
    },
  };
}

function valueText(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}
