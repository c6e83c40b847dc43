// SipHash-1-3: a hash with a key, so that nobody who does not know it can choose a text which has the hash of another.

let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

export function startHash(key0: u64, key1: u64): void {
  v0 = key0 ^ 0x736f6d6570736575;
  v1 = key1 ^ 0x646f72616e646f6d;
  v2 = key0 ^ 0x6c7967656e657261;
  v3 = key1 ^ 0x7465646279746573;
}

export function addWord(word: u64): void {
  v3 ^= word;
  round();
  v0 ^= word;
}

/** The bytes must follow a word that tells how many they are. */
export function addBytes(start: usize, end: usize): void {
  let i = start;
  for (; i + 8 <= end; i += 8) addWord(load<u64>(i));
  let rest: u64 = 0;
  for (let shift: u64 = 0; i < end; i += 1, shift += 8) rest |= <u64>load<u8>(i) << shift;
  addWord(rest);
}

export function endHash(): u64 {
  v2 ^= 0xff;
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}

function round(): void {
  v0 += v1;
  v1 = rotl(v1, 13) ^ v0;
  v0 = rotl(v0, 32);
  v2 += v3;
  v3 = rotl(v3, 16) ^ v2;
  v0 += v3;
  v3 = rotl(v3, 21) ^ v0;
  v2 += v1;
  v1 = rotl(v1, 17) ^ v2;
  v2 = rotl(v2, 32);
}
