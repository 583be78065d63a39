import { useSyncExternalStore } from 'react'
import { recall, remember } from '../remember.ts'

export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()
const system = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

export function currentTheme(): Theme {
  const chosen = recall('theme')
  if (chosen === 'light' || chosen === 'dark') return chosen
  return system().matches ? 'dark' : 'light'
}

function show(): void {
  document.documentElement.dataset.theme = currentTheme()
  for (const listener of listeners) listener()
}

/** Follows the system until the reader chooses. Call once, before the first render. */
export function startTheme(): void {
  system().addEventListener('change', show)
  show()
}

export function chooseTheme(theme: Theme): void {
  remember('theme', theme)
  show()
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentTheme)
