import type { Input } from '../mind.ts'

/** One line of a dialog: what the shopper does, or what must be so after it. */
export type Step =
  | { kind: 'does'; input: Input; row: number }
  | { kind: 'link'; online: boolean; row: number }
  | { kind: 'says' | 'says-not'; text: string; row: number }
  | {
      kind: 'expects' | 'outcome' | 'effect' | 'button' | 'masked' | 'handoffs' | 'no-ticket'
      text: string
      row: number
    }
  | { kind: 'card' | 'ticket' | 'handoff'; words: string[]; row: number }

export interface Script {
  title: string
  steps: Step[]
}

/**
 * Dialogs as they are written: `# title`; `> typed`, `~ spoken`, `* button`, `@ code`, `offline`; then what must be so:
 * `< said`, `not: said`, `card: kinds`, `ticket: scene order lot magnitude`, `handoff: reason priority scene`, and more.
 */
export function parseScripts(content: string): Script[] {
  const scripts: Script[] = []
  content.split('\n').forEach((line, at) => {
    const row = at + 1
    const text = line.trim()
    if (text === '') return
    if (text.startsWith('# ')) scripts.push({ title: text.slice(2), steps: [] })
    else scripts.at(-1)?.steps.push(step(text, row))
  })
  return scripts
}

function step(text: string, row: number): Step {
  const rest = text.slice(2)
  if (text.startsWith('> ')) return { kind: 'does', input: { kind: 'said', text: rest, spoken: false }, row }
  if (text.startsWith('~ ')) return { kind: 'does', input: { kind: 'said', text: rest, spoken: true }, row }
  if (text.startsWith('* ')) return { kind: 'does', input: { kind: 'chose', choice: rest }, row }
  if (text.startsWith('@ ')) return { kind: 'does', input: { kind: 'token', token: rest }, row }
  if (text.startsWith('< ')) return { kind: 'says', text: rest, row }
  if (text === 'offline' || text === 'online') return { kind: 'link', online: text === 'online', row }
  if (text === 'no ticket') return { kind: 'no-ticket', text: '', row }
  const [, name, value] = text.match(/^([a-z]+): (.+)$/) ?? []
  if (name === 'not' && value) return { kind: 'says-not', text: value, row }
  if ((name === 'card' || name === 'ticket' || name === 'handoff') && value)
    return { kind: name, words: value.split(' '), row }
  const plain = (['expects', 'outcome', 'effect', 'button', 'masked', 'handoffs'] as const).find((one) => one === name)
  if (plain && value) return { kind: plain, text: value, row }
  throw new Error(`row ${row}: "${text}" is no step`)
}
