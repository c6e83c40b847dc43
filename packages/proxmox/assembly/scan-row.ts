// Reads one JSON object after the other out of bytes, in AssemblyScript: compiled to WebAssembly this takes a fifth of the time of JSON.parse,
// where the same loop in JavaScript takes as long. `npm run generate` compiles it into ../src/scan-row-code.ts; row-memory.ts is its other side.

import { addBytes, addWord, endHash, startHash } from './sip-hash';

const backslash: u32 = 0x5c;
const closeBrace: u32 = 0x7d;
const colon: u32 = 0x3a;
const comma: u32 = 0x2c;
const dot: u32 = 0x2e;
const letterE: u32 = 0x65;
const minus: u32 = 0x2d;
const openBrace: u32 = 0x7b;
const plus: u32 = 0x2b;
const quote: u32 = 0x22;
const space: u32 = 0x20;
const zero: u32 = 0x30;

/** In place of a place: the bytes end before; or it is nothing for this, and JSON.parse shall see. */
const cut: usize = -1;
const odd: usize = -2;

/** What a field is; `written` is a number that only JavaScript reads exactly. 0: it is not there. */
const number: u8 = 1;
const text: u8 = 2;
const written: u8 = 3;

/** More digits may not be exact as a number that is built digit by digit. */
const exactDigits: usize = 15;

export const maxFields: i32 = 64;
export const kinds: usize = memory.data(64);
export const numbers: usize = memory.data(64 * 8, 8);
/** The bytes of a text. */
export const starts: usize = memory.data(64 * 4, 4);
export const ends: usize = memory.data(64 * 4, 4);
/** 1 for each field that the fingerprint is of, and what it is made with: two numbers of 64 bits that nobody knows. */
export const fingerprinted: usize = memory.data(64);
export const key: usize = memory.data(16, 8);

/** The names of the fields, each behind a byte with its length. */
export const names: usize = memory.data(4096);
export const maxNameBytes: i32 = 4096;
/** How many there are. */
export let fields: i32 = 0;

// The keys in the order in which they came last: rows of one kind mostly have the same in the same.
const maxKeys: i32 = 64;
const maxKeyBytes: usize = 128;
const keyBytes: usize = memory.data(64 * 128);
const keyLengths: usize = memory.data(64 * 4, 4);
const keyFields: usize = memory.data(64 * 4, 4);

const powersOfTen: usize = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16]);

/** Where the bytes to be read begin. */
export const input: usize = 32 * 1024;

/** Makes room for so many bytes. */
export function reserve(bytes: i32): void {
  const pages = (<i32>input + bytes + 0xffff) >>> 16;
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** The field of the key that was read last, -1 when nobody asks for it. */
let field: i32 = -1;

/** Reads the row that begins at `start`, of bytes that end at `end`; gives the place after it, `cut` or `odd`. */
export function scanRow(start: usize, end: usize): i32 {
  memory.fill(kinds, 0, maxFields);
  if (start >= end) return <i32>cut;
  if (at(start) != openBrace) return <i32>odd;
  let i = start;
  let nth = 0;
  do {
    i = readKey(i + 1, end, nth);
    if (i >= odd) return <i32>i;
    if (i >= end) return <i32>cut;
    i = at(i) == quote ? readText(i + 1, end) : readNumber(i, end);
    if (i >= odd) return <i32>i;
    if (i >= end) return <i32>cut;
    nth += 1;
  } while (at(i) == comma);
  return at(i) == closeBrace ? <i32>(i + 1) : <i32>odd;
}

/** Of the row that was read last: the same number for the same in the fields that it is of, and hardly ever for anything else. */
export function fingerprint(): f64 {
  startHash(load<u64>(key), load<u64>(key + 8));
  for (let each = 0; each < fields; each += 1) if (load<u8>(fingerprinted + each) != 0) addField(each);
  // As many bits as a number of JavaScript holds exactly.
  return <f64>(endHash() >>> 11);
}

function addField(each: i32): void {
  const kind = <u64>load<u8>(kinds + each);
  if (kind == number || kind == 0) {
    addWord(kind);
    if (kind == number) addWord(load<u64>(numbers + (<usize>each << 3)));
    return;
  }
  const start = <usize>load<u32>(starts + (<usize>each << 2));
  const end = <usize>load<u32>(ends + (<usize>each << 2));
  addWord(kind | (<u64>(end - start) << 8));
  addBytes(start, end);
}

/** The place after the key and its colon. */
function readKey(i: usize, end: usize, nth: i32): usize {
  const slot = <usize>nth << 2;
  const known = nth < maxKeys ? <usize>load<u32>(keyLengths + slot) : 0;
  if (known != 0 && i + known <= end && isSame(keyBytes + <usize>nth * maxKeyBytes, i, known)) {
    field = load<i32>(keyFields + slot);
    return i + known;
  }
  return readNewKey(i, end, nth);
}

/** A key that is not the one that came in this place last; it is noted. */
function readNewKey(i: usize, end: usize, nth: i32): usize {
  if (i >= end) return cut;
  if (at(i) != quote) return odd;
  const close = endOfText(i + 1, end);
  if (close >= odd) return close;
  if (close + 1 >= end) return cut;
  if (at(close + 1) != colon) return odd;
  const after = close + 2;
  const length = after - i;
  field = fieldNamed(i + 1, close - i - 1);
  if (nth < maxKeys && length <= maxKeyBytes) {
    memory.copy(keyBytes + <usize>nth * maxKeyBytes, i, length);
    store<u32>(keyLengths + (<usize>nth << 2), <u32>length);
    store<i32>(keyFields + (<usize>nth << 2), field);
  }
  return after;
}

function fieldNamed(start: usize, length: usize): i32 {
  let name = names;
  for (let each = 0; each < fields; each += 1) {
    const bytes = <usize>load<u8>(name);
    if (bytes == length && isSame(name + 1, start, length)) return each;
    name += 1 + bytes;
  }
  return -1;
}

/** Of the text whose first byte is at `start`: the place of the quote behind it. */
function endOfText(start: usize, end: usize): usize {
  for (let i = start; i < end; i += 1) {
    const c = at(i);
    if (c == quote) return i;
    if (c == backslash || c < space) return odd;
  }
  return cut;
}

function readText(start: usize, end: usize): usize {
  const close = endOfText(start, end);
  if (close >= odd) return close;
  if (field >= 0) noteBytes(text, start, close);
  return close + 1;
}

/** The place after the number. */
function readNumber(start: usize, end: usize): usize {
  const negative = at(start) == minus;
  const first = negative ? start + 1 : start;
  const whole = endOfDigits(first, end);
  if (whole >= end) return cut;
  const digits = whole - first;
  if (digits == 0 || (digits > 1 && at(first) == zero)) return odd;
  const c = at(whole);
  if (c == dot) return readFraction(start, whole, end);
  if (c != comma && c != closeBrace) return odd;
  // JSON knows -0, digits do not.
  if (digits > exactDigits || (negative && at(first) == zero)) return odd;
  if (field >= 0) noteNumber(negative, <f64>valueOf(first, whole));
  return whole;
}

/** `point` is the place of its point. */
function readFraction(start: usize, point: usize, end: usize): usize {
  const negative = at(start) == minus;
  const first = negative ? start + 1 : start;
  let i = endOfDigits(point + 1, end);
  if (i >= end) return cut;
  const decimals = i - point - 1;
  if (decimals == 0) return odd;
  let isPlain = i - first - 1 <= exactDigits + 1;
  if ((at(i) | space) == letterE) {
    isPlain = false;
    i += 1;
    if (i >= end) return cut;
    if (at(i) == plus || at(i) == minus) i += 1;
    const exponent = i;
    i = endOfDigits(i, end);
    if (i >= end) return cut;
    if (i == exponent) return odd;
  }
  if (field < 0) return i;
  const power = load<f64>(powersOfTen + (isPlain ? decimals << 3 : 0));
  const digits = isPlain ? valueOf(first, point) * <u64>power + valueOf(point + 1, point + 1 + decimals) : u64.MAX_VALUE;
  // A quotient of two numbers that are exact is the nearest to the true one.
  if (digits <= <u64>f64.MAX_SAFE_INTEGER) noteNumber(negative, <f64>digits / power);
  else noteBytes(written, start, i);
  return i;
}

function endOfDigits(start: usize, end: usize): usize {
  let i = start;
  while (i < end && at(i) - zero <= 9) i += 1;
  return i;
}

function valueOf(start: usize, end: usize): u64 {
  let value: u64 = 0;
  for (let i = start; i < end; i += 1) value = value * 10 + (at(i) - zero);
  return value;
}

function noteNumber(negative: bool, value: f64): void {
  store<u8>(kinds + field, number);
  store<f64>(numbers + (<usize>field << 3), negative ? -value : value);
}

function noteBytes(kind: u8, start: usize, end: usize): void {
  store<u8>(kinds + field, kind);
  store<u32>(starts + (<usize>field << 2), <u32>start);
  store<u32>(ends + (<usize>field << 2), <u32>end);
}

function at(place: usize): u32 {
  return <u32>load<u8>(place);
}

function isSame(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i += 1) if (at(a + i) != at(b + i)) return false;
  return true;
}
