import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profilesMessage } from '@larder/contracts/profile-set'
import { profiles } from '@larder/contracts/profiles'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RetainedIntake } from './retained-intake.ts'

const topic = 'larder/v1/profiles/shop-1'
const message = (about: string, text: string) => ({ topic: about, payload: Buffer.from(text) })
const set = (limitCelsius: number): string => {
  const fish = { ...profiles['fresh-fish'], high: { ...profiles['fresh-fish'].high, limitCelsius } }
  return JSON.stringify({ editedAtMs: limitCelsius, profiles: { 'fresh-fish': fish } })
}

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-profiles-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

function taking() {
  const applied: (number | undefined)[] = []
  const lines: string[] = []
  const intake = new RetainedIntake({
    file: join(directory, 'profiles.json'),
    topic,
    schema: profilesMessage,
    what: 'the profiles',
    apply: (given) => applied.push(given.profiles['fresh-fish']?.high?.limitCelsius),
    log: (line) => lines.push(line),
  })
  intake.start()
  return { intake, applied, lines }
}

test('the newest set is in force, the same set only once, and the other messages are left', () => {
  const { intake, applied } = taking()
  const others = intake.take([message('larder/v1/reading/a/b/c', '{}'), message(topic, set(3)), message(topic, set(5))])
  intake.take([message(topic, set(5))])
  expect(applied).toEqual([3, 5])
  expect(others.map((one) => one.topic)).toEqual(['larder/v1/reading/a/b/c'])
})

test('a restart goes on with what was kept, and no half-written file is left', () => {
  taking().intake.take([message(topic, set(3))])
  expect(readdirSync(directory)).toEqual(['profiles.json'])
  expect(taking().applied).toEqual([3])
})

test('a set with faults, on the wire or on the disk, is named and not used', () => {
  const { intake, applied, lines } = taking()
  for (const text of ['{', set(1), '']) intake.take([message(topic, text)])
  expect(applied).toEqual([])
  expect(lines[1]).toContain('profiles.fresh-fish.high.limitCelsius: the high limit lies below its warning')
  writeFileSync(join(directory, 'profiles.json'), '{"profiles"')
  expect(taking().lines[0]).toContain('is not used')
})
