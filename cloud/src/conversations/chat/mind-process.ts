import type { Model } from '@larder/assistant/classifier/model'
import { unpackModel } from '@larder/assistant/classifier/model-file'
import { goodsSkills } from '@larder/assistant/goods/goods-skills'
import { createMind } from '@larder/assistant/mind/create-mind'
import type { Desk } from '@larder/assistant/mind/desk'
import type { Answer, Mind } from '@larder/assistant/mind/mind'
import { dialogFrom, wireOf } from '@larder/assistant/mind/state'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { DeskCalls, FromMind, MindTask, ToMind } from './mind-wire.ts'

const copies = new Map<string, StoreCopy>()
const models: Partial<Record<Language, Model>> = {}
const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
let mind: Mind = createMind({ models, skills: goodsSkills })
let lastCall = 0

const tell = (message: FromMind): void => {
  process.send?.(message)
}

function deskOf(task: number, copy: StoreCopy, nowMs: number): Desk {
  const call =
    <K extends keyof DeskCalls>(method: K) =>
    (argument: Parameters<DeskCalls[K]>[0]) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const id = ++lastCall
      calls.set(id, { resolve, reject })
      tell({ kind: 'desk', task, call: id, method, argument })
      return promise as ReturnType<DeskCalls[K]>
    }
  return {
    remote: true,
    now: () => nowMs,
    copy: () => copy,
    openOrder: call('openOrder'),
    trace: call('trace'),
    openTicket: call('openTicket'),
    handOff: call('handOff'),
  }
}

async function work(id: number, task: MindTask, desk: Desk): Promise<void> {
  try {
    tell({ kind: 'done', id, answer: task.kind === 'answer' ? await mind.answer(task.asked, desk) : greet(task, desk) })
  } catch (error) {
    tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

/** What the page stands on is spoken of from the start: "is it still good?" needs no product's name. */
function greet({ language, about }: MindTask & { kind: 'greet' }, desk: Desk): Answer {
  const greeting = mind.greeting(language, desk)
  if (about === null) return greeting
  const { brief, url } = about
  const dialog = dialogFrom(greeting.state)
  const topic = {
    ...dialog.topic,
    products: [...new Set(brief.lots.map(({ product }) => product))],
    lot: brief.lots.length === 1 ? (brief.lots[0]?.lot ?? null) : null,
  }
  return { ...greeting, cards: [{ kind: 'trace', brief, url }], state: wireOf({ ...dialog, topic }) }
}

process.on('message', (message: ToMind) => {
  switch (message.kind) {
    case 'copy':
      copies.set(message.site, message.copy)
      break
    case 'model':
      models[message.language] = unpackModel(message.packed)
      mind = createMind({ models: { ...models }, skills: goodsSkills })
      break
    case 'task': {
      const copy = copies.get(message.site)
      if (copy === undefined) tell({ kind: 'failed', id: message.id, message: 'no copy of the store came first' })
      else void work(message.id, message.task, deskOf(message.id, copy, message.nowMs))
      break
    }
    case 'desk-answer':
    case 'desk-failed': {
      const waiting = calls.get(message.call)
      calls.delete(message.call)
      if (message.kind === 'desk-answer') waiting?.resolve(message.value)
      else waiting?.reject(new Error(message.message))
    }
  }
})
