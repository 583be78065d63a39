import { expect, test } from 'vitest'
import { Round } from './round.ts'

test('a round is made at the start and again after each, and one that fails is told and tried again', async () => {
  const told: string[] = []
  let rounds = 0
  let third = () => {}
  const until = new Promise<void>((resolve) => {
    third = resolve
  })
  const work = async () => {
    rounds += 1
    if (rounds === 1) throw new Error('the first time')
    if (rounds === 3) third()
  }
  const round = new Round('work', 0, work, (line) => told.push(line))
  round.start()
  await until
  await round.stop()
  expect(told).toEqual(['work: Error: the first time'])
  expect(rounds).toBe(3)
})

test('stopping waits for what is under way', async () => {
  let finish = () => {}
  const under = new Promise<void>((resolve) => {
    finish = resolve
  })
  let ended = false
  const round = new Round(
    'work',
    0,
    () =>
      under.then(() => {
        ended = true
      }),
    () => {},
  )
  round.start()
  const stopped = round.stop()
  finish()
  await stopped
  expect(ended).toBe(true)
})
