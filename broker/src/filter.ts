/**
 * Whether a topic filter matches a topic (MQTT 3.1.1 clause 4.7), split at `/` beforehand.
 * A filter that starts with a wildcard matches no topic that starts with `$` [MQTT-4.7.2-1].
 */
export function matches(filter: readonly string[], topic: readonly string[]): boolean {
  const [firstWord] = filter
  if ((firstWord === '+' || firstWord === '#') && topic[0]?.startsWith('$')) return false
  for (const [index, word] of filter.entries()) {
    if (word === '#') return true
    if (index >= topic.length || (word !== '+' && word !== topic[index])) return false
  }
  return filter.length === topic.length
}
