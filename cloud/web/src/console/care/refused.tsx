import { Refusal } from '../../api.ts'
import { en, type MessageKey } from '../../language/en.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'

/** A refusal in the reader's words where the page has them. */
export function Refused({ failure }: { failure: Refusal }) {
  const { t } = useLanguage()
  const key = `refusal.${failure.code}`
  if (!(key in en)) return <Failure failure={failure} />
  return <Failure failure={new Refusal(failure.status, t(key as MessageKey), failure.fields)} />
}

/** Whatever was thrown, as something a page can show. */
export const refusalOf = (cause: unknown): Refusal => (cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
