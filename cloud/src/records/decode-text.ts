/**
 * UTF-8 with or without a byte order mark, or GBK (GB 18030), which spreadsheets in China write; undefined for anything
 * else, which would otherwise be filed as nonsense.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this one.
    }
  }
  return undefined
}
