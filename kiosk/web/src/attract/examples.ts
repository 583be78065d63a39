import type { KioskKey } from '../language/en.ts'
import type { IconName } from '../look/icon.tsx'

/** What most shoppers come for: asked by one touch, and read as an example of what can be said. */
export const examples = [
  { key: 'example.where', icon: 'pin' },
  { key: 'example.fresh', icon: 'thermometer' },
  { key: 'example.offers', icon: 'tag' },
  { key: 'example.recommend', icon: 'bag' },
  { key: 'example.order', icon: 'truck' },
  { key: 'example.spoiled', icon: 'care' },
  { key: 'example.hours', icon: 'clock' },
] as const satisfies { key: KioskKey; icon: IconName }[]
