import { useLanguage } from '../language/language.tsx'
import { Empty } from './empty.tsx'
import { useKnown } from './known.tsx'

/** Nothing reports yet: the command that lets a first device in. */
export function NoDevices({ on }: { on: 'assets' | 'devices' }) {
  const { t } = useLanguage()
  const site = useKnown().places.sites[0]?.id ?? 'SITE'
  const command = `npm run larder -- device add DEVICE --site ${site} --asset ASSET --probe air`
  return (
    <Empty icon={on} title={t(`${on}.none`)} command={command}>
      {t(`${on}.none.text`)}
    </Empty>
  )
}
