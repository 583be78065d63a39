import { expect, test } from 'vitest'
import { firstState, reduce } from '../state/screen-state.ts'
import { noMember, toldOfMember } from './member-state.ts'

const member = { kind: 'member', masked: '…21', enrolled: false, consent: null } as const
const receipt = {
  kind: 'receipt',
  receipt: { id: 'r', kind: 'enrolled', member: 'C-10021', atMs: 1, shots: 3, grounds: 'consent 1, zh' },
} as const

test('a member is known, enrols and is told so by a receipt', () => {
  const enrolling = toldOfMember(toldOfMember(noMember, member), {
    kind: 'enrolment',
    id: 'e',
    leastShots: 3,
    mostShots: 5,
  })
  expect(enrolling.enrolment).toEqual({ id: 'e', leastShots: 3, mostShots: 5 })
  expect(toldOfMember(enrolling, receipt)).toMatchObject({
    enrolment: null,
    receipt: { shots: 3 },
    member: { enrolled: true, consent: null },
  })
})

test('a refused wish ends the look and says why', () => {
  const looking = toldOfMember(noMember, { kind: 'look', id: 'l' })
  const refused = toldOfMember(looking, { kind: 'refused', code: 'off', message: 'off' })
  expect(refused).toMatchObject({ look: null, fault: 'off' })
})

test('a wipe leaves nothing of the member', () => {
  const known = reduce(firstState, { kind: 'from-server', message: member, nowMs: 0 })
  expect(known.membership.member?.masked).toBe('…21')
  expect(reduce(known, { kind: 'from-server', message: { kind: 'wiped' }, nowMs: 0 }).membership).toEqual(noMember)
})
