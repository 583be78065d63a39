import { expect, test } from 'vitest'
import { membersIn } from './members-in.ts'

test('members are read from a spreadsheet’s CSV in any order of columns, with numbers as people write them', () => {
  const text = '\uFEFFcode,phone,customer\r\ncard-code-000021,138 0000-4719,C-1\r\n"card-code-000022",,C-2\r\n\r\n'
  expect(membersIn(text)).toEqual([
    { customer: 'C-1', code: 'card-code-000021', phone: '13800004719' },
    { customer: 'C-2', code: 'card-code-000022' },
  ])
})

test('a JSON list is taken as it is, and a file that is neither is none', () => {
  const row = { customer: 'C-1', code: 'card-code-000021' }
  expect(membersIn(JSON.stringify([row]))).toEqual([row])
  expect(membersIn('name,age\nWang,40')).toBeUndefined()
  expect(membersIn('[broken')).toBeUndefined()
})
