/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, uniform on [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a of a name, mixed with a seed: gives each device and each door its own stream. */
export function seedOf(seed: number, name: string): number {
  let hash = 2_166_136_261 ^ seed
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 16_777_619)
  return hash >>> 0
}

/**
 * A uniform number on [0, 1) for one place in one stream. Without a state of its own, so that a value depends
 * on when it is for and not on how many were drawn before: history and live agree.
 */
export function randomAt(stream: number, index: number): number {
  return seededRandom(stream ^ Math.imul(index | 0, 0x9e3779b1) ^ Math.floor(index / 4_294_967_296))()
}
