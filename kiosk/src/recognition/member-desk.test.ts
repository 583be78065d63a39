import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ToScreen } from '@larder/contracts/kiosk-screen'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CloudAway, type CloudLink, CloudRefused } from '../cloud-link/cloud-link.ts'
import { smallCopy } from '../cloud-link/fake-cloud.fixture.ts'
import { consentVersion } from './consent-text.ts'
import { MemberDesk } from './member-desk.ts'
import { Recognition } from './recognition.ts'

const code = 'card-code-000001'
const guardianCode = 'card-code-000002'
let folder: string
let recognition: Recognition
let away: boolean
let told: ToScreen[]
let refused: string[]
let served: number
let desk: MemberDesk

/** A cloud that knows two cards. */
const cloud = {
  json: async (_path: string, _schema: unknown, { body }: { body: { code?: string; recognised?: string } }) => {
    if (away) throw new CloudAway('away')
    if (body.code === code || body.recognised === 'C-10021') return { customer: 'C-10021', purchases: [] }
    if (body.code === guardianCode) return { customer: 'C-10022', purchases: [] }
    throw new CloudRefused(404, 'there is no such member', null)
  },
} as unknown as CloudLink

const settled = () => new Promise((resolve) => setImmediate(resolve))
const take = async (message: Parameters<MemberDesk['take']>[0]) => {
  desk.take(message)
  await settled()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'larder-members-'))
  ;[away, told, refused, served] = [false, [], [], 0]
  const engine = { read: async () => ({ faces: 0 }), stop: async () => undefined }
  recognition = new Recognition({ folder, engine, clock: () => 1 })
  recognition.start()
  await recognition.apply({ enabled: true, assessment: '0b6f7f0e-66a4-4a5c-8f58-7e0c6c1f3a11' })
  desk = new MemberDesk({
    cloud,
    recognition,
    copy: () => smallCopy(),
    nowMs: () => 1,
    tell: (message) => told.push(message),
    refuse: (refusal) => refused.push(refusal),
    onMember: () => {
      served += 1
    },
  })
})

afterEach(async () => {
  await recognition.stop()
  rmSync(folder, { recursive: true })
})

test('a card, or the address in its QR code, opens the member and offers the consent text', async () => {
  await take({ kind: 'member', by: 'code', value: `https://shop.example/member/${code}` })
  expect(told).toMatchObject([{ kind: 'member', masked: '…21', enrolled: false, consent: { version: consentVersion } }])
  expect(served).toBe(1)
})

test('an unknown card, half a number and a cloud that is away are told apart, and serve nobody', async () => {
  await take({ kind: 'member', by: 'code', value: 'card-code-000009' })
  await take({ kind: 'member', by: 'phone', value: '47' })
  away = true
  await take({ kind: 'member', by: 'code', value: code })
  expect(refused).toEqual(['unknown-member', 'unknown-member', 'cloud-away'])
  expect(served).toBe(0)
})

test('a recognised member is served with the cloud away; a look of another screen is not ours', async () => {
  await take({ kind: 'look' })
  const [{ id }] = told as [{ kind: 'look'; id: string }]
  away = true
  await desk.looked('another', 'C-10099')
  expect(served).toBe(0)
  await desk.looked(id, 'C-10021')
  expect(told.at(-1)).toMatchObject({ kind: 'member', masked: '…21' })
})

test('nobody enrols or erases before being known as a member', async () => {
  const consent = { version: consentVersion, language: 'en', ofAge: true } as const
  await take({ kind: 'enrol', consent })
  await take({ kind: 'erase-face' })
  expect(refused).toEqual(['member-first', 'member-first'])
})

test('whom a face alone opened enrols no face: it may be a picture of somebody', async () => {
  await take({ kind: 'look' })
  const [{ id }] = told as [{ kind: 'look'; id: string }]
  await desk.looked(id, 'C-10021')
  await take({ kind: 'enrol', consent: { version: consentVersion, language: 'en', ofAge: true } })
  expect(refused).toEqual(['member-first'])
})

test('a child is enrolled with a guardian who shows a card of their own', async () => {
  await take({ kind: 'member', by: 'code', value: code })
  const consent = { version: consentVersion, language: 'en', ofAge: false } as const
  await take({ kind: 'enrol', consent })
  await take({ kind: 'enrol', consent, guardianCode: code })
  expect(refused).toEqual(['guardian-needed', 'guardian-needed'])
  await take({ kind: 'enrol', consent, guardianCode })
  expect(told.at(-1)).toMatchObject({ kind: 'enrolment', leastShots: 3, mostShots: 5 })
})

test('a wipe forgets the member and what was under way', async () => {
  await take({ kind: 'member', by: 'code', value: code })
  await take({ kind: 'enrol', consent: { version: consentVersion, language: 'en', ofAge: true } })
  const { id } = told.at(-1) as { id: string }
  desk.forget()
  await expect(recognition.takeShot(id, new Uint8Array())).rejects.toMatchObject({ code: 'gone' })
  await take({ kind: 'erase-face' })
  expect(refused).toEqual(['member-first'])
})
