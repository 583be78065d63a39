import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogStateWire } from '@larder/contracts/conversation'
import { type Language, languages } from '@larder/contracts/language'
import { scene } from '@larder/contracts/ticket'
import { describe, expect, test } from 'vitest'
import { goodsSkills } from '../../goods/goods-skills.ts'
import { createMind } from '../create-mind.ts'
import { demonstrationCopy } from '../demonstration-copy.ts'
import { demonstrationDesk } from '../demonstration-desk.ts'
import { learnedModel } from '../learned.fixture.ts'
import type { Answer } from '../mind.ts'
import { knownNumbers, numbersIn } from './numbers.fixture.ts'
import { parseScripts, type Script, type Step } from './script.fixture.ts'

const mind = createMind({ models: { zh: learnedModel('zh'), en: learnedModel('en') }, skills: goodsSkills })
const scriptsOf = (language: Language): Script[] =>
  parseScripts(readFileSync(join(import.meta.dirname, `${language}.txt`), 'utf8'))

async function play({ steps }: Script, first: Language): Promise<void> {
  const desk = demonstrationDesk(demonstrationCopy)
  const heard: string[] = []
  let language = first
  let state: DialogStateWire | null = null
  let answer: Answer | undefined
  for (const step of steps) {
    const { kind, row } = step
    if (kind === 'link') desk.online = step.online
    else if (kind === 'does') {
      if (step.input.kind === 'said') heard.push(step.input.text)
      answer = await mind.answer({ input: step.input, language, state }, desk)
      // As it travels to the cloud and back.
      state = JSON.parse(JSON.stringify(answer.state)) as DialogStateWire
      language = answer.language
      if (process.env.SHOW_DIALOGS) console.log(row, JSON.stringify(step.input), '\n   ', answer.say)
      const known = knownNumbers(desk, heard, language)
      const invented = numbersIn(answer.say).filter((number) => !known.has(number))
      expect(invented, `row ${row}: numbers from nowhere in "${answer.say}"`).toEqual([])
    } else check(step, answer as Answer, desk)
  }
}

type Desk = ReturnType<typeof demonstrationDesk>
type Check = Exclude<Step, { kind: 'does' | 'link' }>

function check(step: Check, answer: Answer, desk: Desk): void {
  const where = `row ${step.row}, after "${answer.say}"`
  if (step.kind === 'says') expect(answer.say, where).toContain(step.text)
  else if (step.kind === 'says-not') expect(answer.say.toLowerCase(), where).not.toContain(step.text)
  else if (step.kind === 'expects') expect(answer.expects, where).toBe(step.text)
  else if (step.kind === 'outcome') expect(answer.outcome, where).toBe(step.text)
  else if (step.kind === 'masked') expect(answer.masked, where).toBe(step.text)
  else if (step.kind === 'effect')
    expect(
      answer.effects.map(({ kind }) => kind),
      where,
    ).toContain(step.text)
  else if (step.kind === 'button')
    expect(
      answer.choices.map(({ id }) => id),
      where,
    ).toContain(step.text)
  else if (step.kind === 'card')
    expect(
      answer.cards.map(({ kind }) => kind),
      where,
    ).toEqual(step.words)
  else if (step.kind === 'handoffs') expect(desk.handOffs, where).toHaveLength(Number(step.text))
  else if (step.kind === 'no-ticket') expect(desk.tickets, where).toEqual([])
  else if (step.kind === 'handoff') {
    const last = desk.handOffs.at(-1)
    expect([last?.reason, last?.priority, last?.scene ?? '-'], where).toEqual(step.words)
  } else if (step.kind === 'ticket') {
    const last = desk.tickets.at(-1)
    const told = [last?.scene, last?.order ?? '-', last?.lot ?? '-', String(last?.magnitude ?? '-')]
    expect(told, where).toEqual(step.words)
  }
}

describe.each(languages)('in %s', (language) => {
  test.each(scriptsOf(language).map((script) => [script.title, script] as const))('%s', async (_, script) => {
    await play(script, language)
  })

  test('every scene has its dialog', () => {
    const settled = scriptsOf(language).flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'ticket' ? [step.words[0]] : [])),
    )
    expect(scene.options.filter((name) => !settled.includes(name))).toEqual([])
  })
})
