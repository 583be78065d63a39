import type { DialogStateWire } from '@larder/contracts/conversation'
import { expect, test } from 'vitest'
import { createMind } from './create-mind.ts'
import { demonstrationCopy } from './demonstration-copy.ts'
import { demonstrationDesk } from './demonstration-desk.ts'
import type { Asked } from './mind.ts'

const mind = createMind({ models: {}, skills: [] })

test('a person is called once while one is on the way, and again after one has left', async () => {
  const called: string[] = []
  const desk = {
    ...demonstrationDesk(demonstrationCopy),
    handOff: async ({ reason }: { reason: string }) => {
      called.push(reason)
      return { state: 'waiting' as const }
    },
  }
  const ask = async (state: DialogStateWire | null, mode: NonNullable<Asked['mode']>) =>
    (await mind.answer({ input: { kind: 'chose', choice: 'intent:human' }, language: 'en', state, mode }, desk)).state
  const waiting = await ask(await ask(null, 'assistant'), 'waiting')
  expect(called).toEqual(['asked'])
  await ask(waiting, 'assistant')
  expect(called).toEqual(['asked', 'asked'])
})
