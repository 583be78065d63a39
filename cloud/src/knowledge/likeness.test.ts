import { expect, test } from 'vitest'
import { groupAlike } from './likeness.ts'

const asked = (key: string, count = 1) => ({ key, count })

test('questions that are alike are one group, the most asked wording first', () => {
  const groups = groupAlike([
    asked('有没有充电宝'),
    asked('你们有没有充电宝', 3),
    asked('wheresthetoilet', 2),
    asked('whereisthetoilet'),
    asked('可以带狗吗'),
  ])
  expect(groups.map((group) => group.map(({ key }) => key))).toEqual([
    ['你们有没有充电宝', '有没有充电宝'],
    ['wheresthetoilet', 'whereisthetoilet'],
    ['可以带狗吗'],
  ])
})

test('what shares only a few characters stays apart', () => {
  expect(groupAlike([asked('可以带狗吗'), asked('可以带走吗请问')])).toHaveLength(2)
  expect(groupAlike([])).toEqual([])
})

test('two thousand different questions are grouped without comparing each with each', () => {
  const many = Array.from({ length: 2000 }, (_, at) => asked(`${String(at * 7919).padStart(9, '0')}问题`))
  expect(groupAlike(many).flat()).toHaveLength(2000)
})
