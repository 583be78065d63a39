import type { Language } from '@larder/contracts/language'
import type { Bilingual } from '@larder/contracts/site'

interface Written {
  text: string
  writtenIn: Language
  /** The ready answer that was taken, if one was. */
  ready: Bilingual | null
  shopper: Language
}

/** What reaches the shopper: a ready answer in the shopper's language as long as nobody has changed a word of it. */
export function outgoing({ text, writtenIn, ready, shopper }: Written): { text: string; language: Language } {
  const words = text.trim()
  if (ready !== null && words === ready[writtenIn].trim()) return { text: ready[shopper], language: shopper }
  return { text: words, language: writtenIn }
}
