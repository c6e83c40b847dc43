import fc from 'fast-check';
import { endpointFact, propertyFormat } from '../facts/facts.ts';
import type { EndpointFact, PropertyFact } from '../facts/facts.ts';
import { perlPattern } from '../facts/pattern.ts';
import { endpoints } from '../registry.ts';
import type { ApiError } from './api-error.ts';
import { unspelledFormats } from './formats/property-strings.ts';
import { samples } from './formats/samples.ts';
import { validate } from './validate.ts';

type Format = Record<string, PropertyFact>;
type Pairs = [string, string][];

/** Each property string that an offered endpoint takes, with one parameter that has it. */
const strings = new Map<string, { name: string; format: Format }>();
for (const { method, template } of endpoints) {
  for (const [name, { format = '' }] of Object.entries(endpointFact(method, template).params)) {
    const properties = propertyFormat(format) ?? unspelledFormats[format];
    // Their rules over several keys are tested by example.
    if (properties !== undefined && !['pve-vm-cpu-conf', 'prune-backups'].includes(format))
      strings.set(format, { name: name.replace('[n]', '0'), format: properties });
  }
}

function check(name: string, format: string, value: string): { errors: Record<string, string>; taken: unknown } {
  const fact: EndpointFact = { params: { [name]: { type: 'string', format } }, permissions: null };
  try {
    return { errors: {}, taken: validate(fact, { [name]: value })[name] };
  } catch (error) {
    return { errors: (error as ApiError).errors ?? {}, taken: undefined };
  }
}

/** Good values of one key. */
function valueOf(fact: PropertyFact): fc.Arbitrary<string> {
  if (fact.type === 'boolean') return fc.constantFrom('0', '1', 'on', 'off', 'yes', 'no');
  if (fact.type === 'integer' || fact.type === 'number')
    return fc.integer({ min: fact.minimum ?? 0, max: Math.min(fact.maximum ?? 1e9, 1e12) }).map(String);
  if (fact.enum !== undefined) return fc.constantFrom(...fact.enum);
  const named = samples[(fact.format ?? '').replace(/-list$/, '')]?.good.filter((value) => value !== '' && !value.includes(','));
  if (named !== undefined) return fc.constantFrom(...named);
  const words = fact.pattern === undefined ? /^[A-Za-z0-9._-]{1,20}$/ : perlPattern(fact.pattern);
  return fc.stringMatching(words).filter((value) => /^[^,=\n]+$/.test(value) && value.length <= (fact.maxLength ?? 60));
}

/** Pairs that the format takes, in any order: all required keys, some of the others, none without what it requires. */
function pairsOf(format: Format): fc.Arbitrary<Pairs> {
  const keys = Object.entries(format).filter(([, fact]) => fact.alias === undefined);
  const model = Object.fromEntries(keys.map(([key, fact]) => [key, valueOf(fact)]));
  const requiredKeys = keys.filter(([, fact]) => fact.optional === undefined).map(([key]) => key);
  return fc.tuple(fc.record(model, { requiredKeys }), fc.nat()).map(([values, turn]) => {
    const pairs = Object.entries(values).filter(([key]) => (format[key]?.requires ?? key) in values) as Pairs;
    const start = turn % (pairs.length + 1);
    return [...pairs.slice(start), ...pairs.slice(0, start)];
  });
}

const written = (pairs: Pairs): string => pairs.map(([key, value]) => `${key}=${value}`).join(',');
const replaced = (pairs: Pairs, key: string, value: string): string => written([...pairs.filter(([own]) => own !== key), [key, value]]);

/** Ways to spoil a good string: what it becomes, and the key that the answer must name (null: the string as a whole). */
function spoiled(format: Format, pairs: Pairs): { value: string; key: string | null }[] {
  const keys = Object.entries(format).filter(([, fact]) => fact.alias === undefined);
  const [first] = pairs;
  return [
    { value: written([...pairs, ['nosuchkey', '1']]), key: 'nosuchkey' },
    ...(first === undefined ? [] : [{ value: written([...pairs, first]), key: null }]),
    { value: `${written(pairs)},=1`, key: null },
    ...keys.flatMap(([key, fact]) => {
      if (fact.type === 'boolean' || fact.type === 'integer' || fact.type === 'number' || fact.enum !== undefined)
        return [{ value: replaced(pairs, key, 'nonsense!'), key }];
      const bad = samples[(fact.format ?? '').replace(/-list$/, '')]?.bad.find((value) => /^[^,=]+$/.test(value));
      return bad === undefined ? [] : [{ value: replaced(pairs, key, bad), key }];
    }),
    ...keys.flatMap(([key, { minimum, maximum }]) => [
      ...(minimum === undefined ? [] : [{ value: replaced(pairs, key, String(minimum - 1)), key }]),
      ...(maximum === undefined ? [] : [{ value: replaced(pairs, key, String(maximum + 1)), key }]),
    ]),
    ...keys.filter(([, fact]) => fact.optional === undefined).map(([key]) => ({ value: written(pairs.filter(([own]) => own !== key)), key })),
  ];
}

test('the property strings of disks, NICs, addresses and storages are among those that are tested', () => {
  const names = [...strings.values()].map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['scsi0', 'net0', 'ipconfig0', 'agent', 'memory', 'boot', 'bwlimit', 'performance', 'fleecing']));
});

describe.each([...strings])('%s', (id, { name, format }) => {
  test('what is spoiled is refused under the parameter, with the key', () => {
    fc.assert(
      fc.property(pairsOf(format), fc.nat(), (pairs, choice) => {
        const ways = spoiled(format, pairs);
        const { value, key } = ways[choice % ways.length] ?? { value: '', key: null };
        const { errors } = check(name, id, value);
        expect(Object.keys(errors)).toEqual([name]);
        expect(errors[name]).toMatch(key === null ? /^invalid format - / : `${name}.${key}: `);
      }),
      { numRuns: 100 },
    );
  });

  test('what is good is taken as it was sent', () => {
    fc.assert(
      fc.property(pairsOf(format), (pairs) => {
        expect(check(name, id, written(pairs))).toEqual({ errors: {}, taken: written(pairs) });
      }),
      { numRuns: 50 },
    );
  });
});
