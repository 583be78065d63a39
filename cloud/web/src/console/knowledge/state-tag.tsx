import type { ArticleVersion } from '@larder/contracts/knowledge'
import { useLanguage } from '../../language/language.tsx'

const looks = { draft: '', submitted: 'warning', reviewed: 'warning' } as const

export function StateTag({ state }: { state: ArticleVersion['state'] }) {
  const { t } = useLanguage()
  return <span className={`tag ${looks[state]}`}>{t(`knowledge.state.${state}`)}</span>
}
