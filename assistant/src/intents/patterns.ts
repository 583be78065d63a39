/** One hand-written pattern of an intent: `(a|b|)` is one of these, `{product}` a slot. */
export interface Pattern {
  intent: string
  pattern: string
}

/** A file of patterns: `[intent]` heads the patterns below it, one a line. */
export function parsePatterns(content: string): Pattern[] {
  let intent = ''
  const patterns: Pattern[] = []
  for (const line of content.split('\n')) {
    const row = line.trim()
    if (row === '') continue
    const heading = row.match(/^\[([a-z-]+)\]$/)?.[1]
    if (heading) intent = heading
    else patterns.push({ intent, pattern: row })
  }
  return patterns
}

/** At most `most` different lines of a pattern, chosen by `random`. */
export function expand(
  pattern: string,
  values: Record<string, string[]>,
  most: number,
  random: () => number,
): string[] {
  const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const lines = new Set<string>()
  for (let attempt = 0; attempt < most * 3 && lines.size < most; attempt += 1) {
    const chosen = pattern.replace(/\(([^()]*)\)/g, (_, choices: string) => pick(choices.split('|')))
    const filled = chosen.replace(/\{([a-z]+)\}/g, (_, slot: string) => pick(values[slot] ?? ['']))
    lines.add(filled.replace(/\s+/g, ' ').trim())
  }
  return [...lines].filter((line) => line !== '')
}
