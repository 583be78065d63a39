import type { ChatMessageInput, ChatOpenInput, ChatTurn, ChatView } from '@larder/contracts/chat'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Refusal } from '../../api.ts'
import { useLanguage } from '../../language/report-language.tsx'
import { type Held, hearChat, openChat, rateChat, sendMessage, viewChat } from './chat-link.ts'
import { type Unsent, withTurns } from './transcript.ts'

export type ChatWay = { token: string } | { code: string }

export interface ChatShown {
  mine: Held | null
  view: ChatView | null
  turns: ChatTurn[]
  unsent: Unsent[]
  answering: boolean
  connected: boolean
  failure: Refusal | null
  say(text: string): void
  choose(choice: string, label: string): void
  sendAgain(unsent: Unsent): void
  rate(score: number): void
  retry(): void
}

const againMs = 2500

/** As long as this tab lives: a reload goes on, and nobody else at this device does. */
const nameOf = (way: ChatWay): string => `larder.chat.${'code' in way ? way.code : way.token}`
function held(way: ChatWay): Held | null {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(way)) ?? 'null')
  } catch {
    return null
  }
}
function hold(way: ChatWay, mine: Held): void {
  try {
    sessionStorage.setItem(nameOf(way), JSON.stringify(mine))
  } catch {
    // Without storage the chat lives as long as the page.
  }
}

async function begin(way: ChatWay, language: ChatOpenInput['language']): Promise<{ mine: Held; view: ChatView }> {
  const before = held(way)
  if (before !== null) {
    const view = await viewChat(before).catch((cause: unknown) => {
      if (cause instanceof Refusal && cause.status === 404) return null
      throw cause
    })
    if (view !== null) return { mine: before, view }
  }
  const { secret, chat } = await openChat({ ...way, language })
  const mine = { id: chat.id, secret }
  hold(way, mine)
  return { mine, view: chat }
}

/** One chat: opened once, heard as long as it is shown, and sent to again when the connection is back. */
export function useChat(way: ChatWay): ChatShown {
  const { language, setLanguage } = useLanguage()
  const [mine, setMine] = useState<Held | null>(null)
  const [view, setView] = useState<ChatView | null>(null)
  const [turns, setTurns] = useState<ChatTurn[]>([])
  const [unsent, setUnsent] = useState<Unsent[]>([])
  const [connected, setConnected] = useState(true)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [attempt, setAttempt] = useState(0)
  const first = useRef({ way, language })
  const beginning = useRef<{ attempt: number; promise: ReturnType<typeof begin> } | null>(null)

  const show = useCallback((next: ChatView) => {
    setView(next)
    setTurns((known) => withTurns(known, next.turns))
  }, [])

  useEffect(() => {
    let gone = false
    // A code works once: React's second run in development must not spend another.
    if (beginning.current?.attempt !== attempt) {
      beginning.current = { attempt, promise: begin(first.current.way, first.current.language) }
    }
    beginning.current.promise.then(
      (begun) => {
        if (gone) return
        setMine(begun.mine)
        show(begun.view)
      },
      (cause: unknown) => {
        if (!gone) setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
      },
    )
    return () => {
      gone = true
    }
  }, [attempt, show])

  useEffect(() => {
    if (mine === null) return
    const ending = new AbortController()
    const hear = async (): Promise<void> => {
      while (!ending.signal.aborted) {
        try {
          await hearChat(
            mine,
            ending.signal,
            (name, data) => {
              if (name === 'turn') setTurns((known) => withTurns(known, [data as ChatTurn]))
              else setView((now) => now && { ...now, ...(data as Pick<ChatView, 'mode' | 'agent'>) })
            },
            () => {
              setConnected(true)
              // What was said while nobody listened.
              viewChat(mine).then(show, () => undefined)
            },
          )
        } catch {
          // The loop tries again below.
        }
        if (ending.signal.aborted) return
        setConnected(false)
        await new Promise((resolve) => setTimeout(resolve, againMs))
      }
    }
    void hear()
    return () => ending.abort()
  }, [mine, show])

  const deliver = useCallback(
    async ({ key, input, text }: Pick<Unsent, 'key' | 'input' | 'text'>): Promise<void> => {
      if (mine === null) return
      setUnsent((all) => [...all.filter((one) => one.key !== key), { key, input, text, failed: null, why: '' }])
      try {
        const answer = await sendMessage(mine, key, input)
        setTurns((known) => withTurns(known, answer.turns))
        setView((now) => now && { ...now, mode: answer.mode, agent: answer.agent })
        setUnsent((all) => all.filter((one) => one.key !== key))
        if (answer.language !== input.language) setLanguage(answer.language)
      } catch (cause) {
        const status = cause instanceof Refusal ? cause.status : 0
        const failed = status === 0 || status >= 500 || [409, 429].includes(status) ? 'away' : 'refused'
        const why = cause instanceof Error ? cause.message : ''
        setUnsent((all) => all.map((one) => (one.key === key ? { ...one, failed, why } : one)))
      }
    },
    [mine, setLanguage],
  )

  useEffect(() => {
    const away = unsent.filter(({ failed }) => failed === 'away')
    if (away.length === 0) return
    const timer = setTimeout(() => {
      for (const one of away) void deliver(one)
    }, againMs)
    return () => clearTimeout(timer)
  }, [unsent, deliver])

  const retry = useCallback(() => {
    setFailure(null)
    setAttempt((count) => count + 1)
  }, [])

  const submit = (input: ChatMessageInput['input'], text: string): void => {
    const key = crypto.getRandomValues(new Uint32Array(4)).join('-')
    void deliver({ key, input: { language, input }, text })
  }
  return {
    mine,
    view,
    turns,
    unsent,
    answering: unsent.some(({ failed }) => failed === null) && view?.mode !== 'agent',
    connected,
    failure,
    say: (text) => submit({ kind: 'said', text }, text),
    choose: (choice, label) => submit({ kind: 'chose', choice, label }, label),
    sendAgain: (one) => void deliver(one),
    rate: (score) => {
      if (mine !== null) rateChat(mine, score).then(show, () => undefined)
    },
    retry,
  }
}
