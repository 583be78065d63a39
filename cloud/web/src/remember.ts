/** A choice kept in this browser. Private windows refuse storage: then the choice lives as long as the page. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`larder.${name}`, value)
  } catch {
    // The page works without it.
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`larder.${name}`)
  } catch {
    return null
  }
}
