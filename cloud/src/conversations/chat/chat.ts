import { randomUUID } from 'node:crypto'
import { masked } from '@larder/assistant/mind/mask'
import type { Answer } from '@larder/assistant/mind/mind'
import type {
  ChatAnswer,
  ChatMessageInput,
  ChatOpened,
  ChatOpenInput,
  ChatTurn,
  ChatView,
} from '@larder/contracts/chat'
import type { Rating, Turn } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import { notFound } from '../../http/refusal.ts'
import type { StoreCopies } from '../../kiosks/store-copies.ts'
import { traceFor } from '../../kiosks/traces.ts'
import type { Links } from '../../reports/links.ts'
import type { ContinuationCodes } from '../codes.ts'
import { addSubject, type ChatSubject, chatDesk, type DeskSources, uuidOf } from './chat-desk.ts'
import type { ChatKeys } from './chat-keys.ts'
import type { MindHost } from './mind-host.ts'

export interface ChatSources extends DeskSources {
  links: Links
  codes: ContinuationCodes
  copies: StoreCopies
  keys: ChatKeys
  mind: MindHost
  sites: { readonly all: readonly { id: string; timeZone: string }[] }
}

/** Conversations on the web, with the same mind as the kiosk's. */
export class Chat {
  readonly #sources: ChatSources
  /** One message of a conversation after the other: each is answered knowing what came before. */
  readonly #lines = new Map<string, Promise<unknown>>()

  constructor(sources: ChatSources) {
    this.#sources = sources
  }

  async open(input: ChatOpenInput, address: string): Promise<ChatOpened> {
    const { keys } = this.#sources
    const id = 'code' in input ? await this.#continue(input.code) : await this.#begin(input, address)
    return { secret: await keys.newSecret(id), chat: await this.view(id) }
  }

  async view(id: string): Promise<ChatView> {
    const { site, mode, agent, language, rating, turns } = await this.#sources.conversations.view(id)
    const timeZone = this.#sources.sites.all.find((one) => one.id === site)?.timeZone ?? 'UTC'
    return { id, mode, agent, language, timeZone, rating, turns: turns.map(chatTurnOf) }
  }

  /** The same key again gives the same answer; two at once are answered in turn. */
  async send(id: string, key: string, input: ChatMessageInput, address: string): Promise<ChatAnswer> {
    const { keys } = this.#sources
    const before = await keys.claim(id, key, JSON.stringify(input))
    if (before !== undefined) return before
    try {
      const answer = await this.#inLine(id, () => this.#answer(id, key, input, address))
      await keys.answered(id, key, answer)
      return answer
    } catch (error) {
      await keys.release(id, key)
      throw error
    }
  }

  rate(id: string, rating: Rating): Promise<void> {
    return this.#sources.conversations.rate(id, rating)
  }

  async #continue(code: string): Promise<string> {
    const { codes, conversations, database } = this.#sources
    const id = await codes.redeem(code)
    if (id === undefined) throw notFound('conversation with this code: it works once, for ten minutes')
    await conversations.moveToWeb(id)
    // What was proven at the kiosk was shown there as its order's card.
    const { turns } = await conversations.view(id)
    for (const card of turns.flatMap(({ cards }) => cards)) {
      if (card.kind === 'order') await addSubject(database, id, { kind: 'order', id: card.order.id })
    }
    return id
  }

  async #begin({ token, language }: { token: string; language: Language }, address: string): Promise<string> {
    const { links, conversations, copies, database, mind, now } = this.#sources
    const subject = (await links.open(token))?.subject
    if (subject === undefined) throw notFound('report with this link')
    const site = await this.#siteOf(subject)
    const id = randomUUID()
    await conversations.start({ id, channel: 'web', site, kiosk: null, language, atMs: now() })
    await addSubject(database, id, subject)
    const desk = chatDesk(this.#sources, { conversation: id, site, address, language, message: 'open' })
    const copy = await copies.withoutOrders(site)
    const task =
      subject.kind === 'order'
        ? { kind: 'answer' as const, asked: { input: { kind: 'token' as const, token }, language, state: null } }
        : { kind: 'greet' as const, language, about: await traceFor(this.#sources, subject, site).catch(() => null) }
    const answer = await mind.ask(task, copy, desk)
    await conversations.append(this.#turnOf(id, randomUUID(), answer, null), answer.state)
    return id
  }

  /** The store that sold it or has it on its shelf; where none does, the first. */
  async #siteOf({ kind, id }: ChatSubject): Promise<string> {
    const { database, sites } = this.#sources
    const found =
      kind === 'order'
        ? await database.selectFrom('order').select('store').where('id', '=', id).executeTakeFirst()
        : await database.selectFrom('shelfItem').select('store').where('lot', '=', id).executeTakeFirst()
    const known = sites.all.find((site) => site.id === found?.store) ?? sites.all[0]
    if (known === undefined) throw notFound('store to ask')
    return known.id
  }

  async #answer(id: string, key: string, input: ChatMessageInput, address: string): Promise<ChatAnswer> {
    const { conversations, copies, mind, now } = this.#sources
    const askedAtMs = now()
    const { language } = input
    const { mode, site } = await conversations.summary(id)
    const own = uuidOf(`${id}/${key}/shopper`)
    const said = input.input.kind === 'said' ? input.input.text : input.input.label
    const hidden = masked(said, false)
    if (mode === 'agent') {
      const turn = { ...blank(id, own, askedAtMs, language), by: 'shopper' as const, text: hidden }
      await conversations.append(turn, null)
      return this.#answerOf(id, language, [turn])
    }
    const desk = chatDesk(this.#sources, { conversation: id, site, address, language, message: key })
    const asked = {
      input:
        input.input.kind === 'said'
          ? { ...input.input, spoken: false }
          : { kind: 'chose' as const, choice: input.input.choice },
      language,
      state: await conversations.state(id),
      mode,
    }
    const answer = await mind.ask({ kind: 'answer', asked }, await copies.withoutOrders(site), desk)
    const shopper: Turn = {
      ...blank(id, own, askedAtMs, language),
      by: 'shopper',
      text: (input.input.kind === 'said' && answer.masked) || hidden,
      understanding: answer.understanding,
    }
    const assistant = this.#turnOf(id, uuidOf(`${id}/${key}/assistant`), answer, now() - askedAtMs)
    await conversations.append(shopper, null)
    const added = await conversations.append(assistant, answer.state)
    if (!added && (await conversations.summary(id)).mode === 'agent') return this.#answerOf(id, language, [shopper])
    for (const effect of answer.effects) {
      if (effect.kind === 'unanswered') {
        const question = {
          id: uuidOf(`${id}/${key}/unanswered`),
          conversation: id,
          language,
          text: effect.text.slice(0, 400),
        }
        await conversations.unanswered(question)
      } else if (effect.kind === 'end') await conversations.end(id, effect.why)
    }
    const to = answer.effects.find((effect) => effect.kind === 'language')?.to ?? answer.language
    return this.#answerOf(id, to, [shopper, assistant])
  }

  async #answerOf(id: string, language: Language, turns: Turn[]): Promise<ChatAnswer> {
    const { mode, agent } = await this.#sources.conversations.summary(id)
    return { mode, agent, language, turns: turns.map(chatTurnOf) }
  }

  #turnOf(conversation: string, id: string, answer: Answer, latencyMs: number | null): Turn {
    const { say, language, cards, choices, outcome } = answer
    const turn = blank(conversation, id, this.#sources.now(), language)
    return { ...turn, by: 'assistant', text: say, cards, choices, outcome, latencyMs }
  }

  #inLine<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#lines.set(id, mine)
    const done = () => {
      if (this.#lines.get(id) === mine) this.#lines.delete(id)
    }
    mine.then(done, done)
    return mine
  }
}

const blank = (conversation: string, id: string, atMs: number, language: Language) => ({
  ...{ id, conversation, atMs, language, spoken: false, understanding: null, outcome: null },
  cards: [],
  choices: [],
  latencyMs: null,
})

export const chatTurnOf = ({ id, atMs, by, language, text, cards, choices }: Turn): ChatTurn => ({
  ...{ id, atMs, by, language, text, cards, choices },
})
