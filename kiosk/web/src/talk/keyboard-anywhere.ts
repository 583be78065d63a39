import { useEffect } from 'react'

/** Longer than a scanner and shorter than a person takes from key to key. */
const pauseMs = 150

/** Keys that no field takes: a scanner's code ends with Enter, a person's first letters open the keyboard. */
export function useKeyboardAnywhere(events: { entered(text: string): void; typed(text: string): void }): void {
  const { entered, typed } = events
  useEffect(() => {
    let kept = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const take = (): string => {
      clearTimeout(timer)
      const text = kept
      kept = ''
      return text
    }
    const pressed = (event: KeyboardEvent): void => {
      const { key, target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (target instanceof HTMLInputElement) return
      if (key === 'Enter' && kept !== '') {
        event.preventDefault()
        entered(take())
        return
      }
      // A space alone is for the button that has the focus.
      if (key.length !== 1 || (key === ' ' && kept === '')) return
      event.preventDefault()
      kept = (kept + key).slice(0, 2000)
      clearTimeout(timer)
      timer = setTimeout(() => typed(take()), pauseMs)
    }
    document.addEventListener('keydown', pressed, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', pressed, true)
    }
  }, [entered, typed])
}
