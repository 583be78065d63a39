import type { MessageKey } from '../../language/en.ts'

type Say = (key: MessageKey) => string

/** What the form calls the field at this path: "In transit: Too warm: Critical at". */
export function fieldWords(path: string, t: Say): string {
  const parts = path.split('.')
  if (parts[0] === 'phases') {
    return `${t(`rules.phase.${parts[1] as 'transit'}`)}: ${fieldWords(parts.slice(2).join('.'), t)}`
  }
  if (parts[0] === 'targetCelsius') return t(parts[1] === '0' ? 'rules.target.from' : 'rules.target.to')
  if (parts[0] === 'high' || parts[0] === 'low') {
    const [side, field] = parts as ['high', 'warnCelsius']
    return `${t(`rules.${side}`)}: ${t(`rules.${field}`)}`
  }
  return t(`rules.${path as 'doorOpenMinutes'}`)
}
