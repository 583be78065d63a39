const two = (value: number): string => String(value).padStart(2, '0')

/** A moment as a `datetime-local` field has it: the reader's own clock, to the minute. */
export function localInput(atMs: number): string {
  const at = new Date(atMs)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** What such a field holds, with the UTC offset the API asks for. */
export function localInstant(text: string): string {
  const at = new Date(text)
  const offset = -at.getTimezoneOffset()
  const [sign, size] = [offset < 0 ? '-' : '+', Math.abs(offset)]
  return `${text}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
