import type { ReactNode } from 'react'
import type { IconName } from '../look/icon.tsx'
import { Empty } from './empty.tsx'
import { useKnown } from './known.tsx'

/** Nothing reports yet: the command that lets a first device in. */
export function NoDevices({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  const site = useKnown().places.sites[0]?.id ?? 'SITE'
  const command = `npm run larder -- device add DEVICE --site ${site} --asset ASSET --probe air`
  return (
    <Empty icon={icon} title={title} command={command}>
      {children}
    </Empty>
  )
}
