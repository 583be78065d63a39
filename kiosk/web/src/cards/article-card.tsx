import type { Bilingual } from '@larder/contracts/site'
import { useSpeech } from '../language/speech.tsx'

export function ArticleCard({ title, answer }: { title: Bilingual; answer: Bilingual }) {
  const { pick } = useSpeech()
  return (
    <article className="card article">
      <h2>{pick(title)}</h2>
      <p>{pick(answer)}</p>
    </article>
  )
}
