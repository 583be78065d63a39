import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { facesEvaluateCommand } from './evaluate-command.ts'

const people = join(import.meta.dirname, '../../../../../shared/data/faces')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-people-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]) {
  const [out, error]: [string[], string[]] = [[], []]
  const context = { out: (line: string) => out.push(line), error: (line: string) => error.push(line) }
  const code = await facesEvaluateCommand.run(args, context as unknown as CommandContext)
  return { code, out: out.join('\n'), error: error.join('\n') }
}

test('called wrongly, it says how to call it', async () => {
  for (const args of [
    [],
    ['a', 'b'],
    ['a', '--enrol', '0'],
    ['a', '--unknown', '1'],
    ['a', '--seed', 'x'],
    ['a', '--loud'],
  ]) {
    expect(await run(...args)).toMatchObject({
      code: 2,
      error: expect.stringContaining('usage: larder faces evaluate DIR'),
    })
  }
})

test('a folder that is missing or holds no pictures fails by its name', async () => {
  expect(await run(join(folder, 'nowhere'))).toMatchObject({ code: 1, error: expect.stringContaining('nowhere') })
  expect(await run(folder)).toMatchObject({ code: 1, error: expect.stringContaining('one folder per person') })
})

test('pictures that cannot be read are named, and too few people are refused', async () => {
  mkdirSync(join(folder, 'li'))
  writeFileSync(join(folder, 'li', 'notes.jpg'), 'no picture')
  const { code, error } = await run(folder)
  expect(code).toBe(1)
  expect(error).toContain('not used: li/notes.jpg: not a picture')
  expect(error).toContain('0 people have more than 1 pictures')
})

test.skipIf(!existsSync(people))(
  'the given people are identified, and damaged pictures among them change nothing',
  async () => {
    for (const person of ['s1', 's2', 's3', 's4', 's5']) {
      mkdirSync(join(folder, person))
      for (let picture = 1; picture <= 4; picture++) {
        symlinkSync(join(people, person, `${picture}.pgm`), join(folder, person, `${picture}.pgm`))
      }
    }
    writeFileSync(join(folder, 's1', 'broken.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]))
    const { code, out } = await run(folder, '--enrol', '1', '--draws', '10')
    expect(code).toBe(0)
    const result = JSON.parse(out)
    expect(result).toMatchObject({
      people: 5,
      pictures: 20,
      withoutFace: [],
      assumed: [],
      refused: [{ picture: 's1/broken.png' }],
    })
    for (const { identificationRate } of result.operatingPoints) expect(identificationRate).toBeGreaterThan(0.96)
    expect(result.genuine.p95).toBeLessThan(result.impostor.p01)
    expect(result.millisecondsPerPicture).toBeGreaterThan(0)
  },
)

if (!existsSync(people)) console.warn('skipped: ../shared/data/faces is absent')
