/**
 * A text in the sentences that the voice counts: divided where the kiosk's speaking divides it, so that the sentence
 * that is heard is the one that is marked. @see kiosk/src/speaking/spoken-text.ts
 */
export function sentencesOf(text: string): string[] {
  const parts = text.split(/(?<=[。！？；!?;\n])|(?<=\.)(?=\s|$)/)
  const sentences: string[] = []
  for (const part of parts) {
    // What holds no word is not counted: it goes with the sentence before it.
    if (/[\p{L}\p{N}]/u.test(part) || sentences.length === 0) sentences.push(part)
    else sentences[sentences.length - 1] += part
  }
  return sentences
}
