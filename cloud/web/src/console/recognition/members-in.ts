import type { memberInput } from '@larder/contracts/member'
import type { z } from 'zod'

export type MemberRow = z.input<typeof memberInput>

/** As many as one request takes. */
export const mostAtOnce = 1000

/** Members of a CSV file with the columns customer, code and phone, or of a JSON list. The server judges each value. */
export function membersIn(text: string): MemberRow[] | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed.startsWith('[')) return listed(trimmed)
  const [head = '', ...lines] = trimmed.split(/\r?\n/)
  const columns = valuesOf(head)
  const at = (name: string): number => columns.indexOf(name)
  if (at('customer') < 0 || at('code') < 0) return undefined
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const values = valuesOf(line)
      const phone = values[at('phone')]?.replace(/[\s-]/g, '') ?? ''
      const row = { customer: values[at('customer')] ?? '', code: values[at('code')] ?? '' }
      return phone === '' ? row : { ...row, phone }
    })
}

const valuesOf = (line: string): string[] => line.split(',').map((value) => value.trim().replace(/^"(.*)"$/, '$1'))

function listed(text: string): MemberRow[] | undefined {
  try {
    return JSON.parse(text) as MemberRow[]
  } catch {
    return undefined
  }
}
