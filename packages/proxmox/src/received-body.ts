const slabBytes = 256 * 1024;
/** The answer of 20,000 guests. */
const mostKept = 32;
const kept: Buffer[] = [];

/**
 * The body of an answer while it comes. The pieces of a long one are copied into slabs that are used again: memory outside of V8's heap that
 * lives as long as an answer takes makes it collect everything after each few answers, which costs as much as reading them.
 */
export class ReceivedBody {
  readonly #pieces: Buffer[] = [];
  readonly #slabs: Buffer[] = [];
  /** How much of the last slab is used. */
  #used = slabBytes;
  size = 0;

  add(piece: Buffer): void {
    this.size += piece.length;
    if (this.size <= slabBytes) {
      this.#pieces.push(piece);
      return;
    }
    for (let at = 0; at < piece.length; ) {
      if (this.#used === slabBytes) {
        this.#slabs.push(kept.pop() ?? Buffer.allocUnsafeSlow(slabBytes));
        this.#used = 0;
      }
      const copied = piece.copy(this.#slabs.at(-1) as Buffer, this.#used, at);
      this.#used += copied;
      at += copied;
    }
  }

  /** All of it, in its order. Not to be used any more after `release`. */
  pieces(): Buffer[] {
    const last = this.#slabs.length - 1;
    return [...this.#pieces, ...this.#slabs.map((slab, i) => (i === last ? slab.subarray(0, this.#used) : slab))];
  }

  /** Gives the slabs to the next answers. Who forgets it leaves them to the collector. */
  release(): void {
    kept.push(...this.#slabs.splice(0, mostKept - kept.length));
    this.#pieces.length = 0;
    this.#slabs.length = 0;
  }
}
