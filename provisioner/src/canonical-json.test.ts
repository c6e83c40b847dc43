import { canonicalJson } from './canonical-json.ts';

const canonical = (text: string) => canonicalJson(JSON.parse(text));

// The two examples of RFC 8785, sections 3.2.2 and 3.2.3.
test('numbers and strings are written as ECMAScript writes them', () => {
  const text = String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`;
  expect(canonical(text)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('keys are sorted by their UTF-16 code units, numbers among them too', () => {
  const text = String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`;
  const names = Object.values(JSON.parse(`[${canonical(text).slice(1, -1).replace(/"(?:[^"\\]|\\.)*":/g, '')}]`) as string[]);
  expect(names).toEqual([
    'Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ]);
  // An object gives such keys in the order of their numbers, whatever order they were put in.
  expect(canonical('{"9": 1, "10": 2, "a": 3}')).toBe('{"10":2,"9":1,"a":3}');
});

// From appendix B of the RFC.
test.each([
  ['0', '0'], ['-0', '0'], ['5e-324', '5e-324'], ['1.7976931348623157e308', '1.7976931348623157e+308'],
  ['9007199254740992', '9007199254740992'], ['295147905179352830000', '295147905179352830000'],
  ['9.999999999999997e22', '9.999999999999997e+22'], ['1e21', '1e+21'], ['333333333.33333325', '333333333.33333325'], ['1424953923781206.25', '1424953923781206.2'],
])('%s is written %s', (text, expected) => expect(canonical(text)).toBe(expected));

test('what JSON does not have is as JSON.stringify leaves it; half a character does not pass', () => {
  expect(canonicalJson({ b: undefined, a: new Date(0), c: ['\ud83d'] })).toBe('{"a":"1970-01-01T00:00:00.000Z","c":["\ufffd"]}');
});
