import type { Card, Choice, ConversationMode, Expectation } from '@larder/contracts/conversation'
import type { ScreenReady, ToScreen } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import { type MemberState, memberFaults, noMember, toldOfMember } from '../member/member-state.ts'
import { maskDigits } from './mask-digits.ts'

/** Why the microphone gives nothing, as a code the screen has words for. */
export type MicrophoneFault = 'denied' | 'none' | 'insecure' | 'failed'

/** Something the shopper is told beside the conversation, until it is over or touched away. */
export type Notice =
  | { kind: 'microphone'; fault: MicrophoneFault }
  | { kind: 'sound-dropped' }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'not-heard' }
  | { kind: 'voice'; speed: number; volume: number; muted: boolean }

export interface Line {
  id: string
  by: 'shopper' | 'assistant' | 'agent'
  text: string
  language: Language
}

export type Listening = 'off' | 'asked' | 'on'

export interface ScreenState {
  link: 'connecting' | 'open' | 'lost'
  ready: ScreenReady | null
  /** Null on the attract screen. */
  conversation: string | null
  language: Language
  /** The language of the attract screen, whatever the last shopper spoke. */
  home: Language
  lines: Line[]
  cards: Card[]
  choices: Choice[]
  expects: Expectation
  listening: Listening
  partial: string
  /** Asked, and no answer has come yet. */
  thinking: boolean
  speaking: { turn: string; sentence: number } | null
  mode: ConversationMode
  agent: string | null
  /** Whether the store's cloud can be reached: people and fresh facts come from there. */
  cloud: boolean
  voice: { speed: number; volume: number }
  phoneLink: { url: string; expiresAtMs: number } | null
  /** When all will be wiped; null while nobody is missed. */
  idleUntilMs: number | null
  rated: number | null
  notice: Notice | null
  membership: MemberState
}

export const usualVoice = { speed: 1, volume: 0.8 }

const nothingPersonal: Omit<ScreenState, 'link' | 'ready' | 'language' | 'home' | 'cloud'> = {
  conversation: null,
  lines: [],
  cards: [],
  choices: [],
  expects: 'open',
  listening: 'off',
  partial: '',
  thinking: false,
  speaking: null,
  mode: 'assistant',
  agent: null,
  voice: usualVoice,
  phoneLink: null,
  idleUntilMs: null,
  rated: null,
  notice: null,
  membership: noMember,
}

export const firstState: ScreenState = {
  ...nothingPersonal,
  link: 'connecting',
  ready: null,
  language: 'zh',
  home: 'zh',
  cloud: true,
}

export type ScreenEvent =
  | { kind: 'from-server'; message: ToScreen; nowMs: number }
  | { kind: 'link'; to: ScreenState['link'] }
  | { kind: 'listen-asked' }
  | { kind: 'hushed' }
  /** Words that were typed or touched: they stand on the screen before the server has answered. */
  | { kind: 'asked'; id: string; text: string }
  | { kind: 'sounding'; turn: string; sentence: number }
  | { kind: 'silent' }
  | { kind: 'voice-set'; speed: number; volume: number }
  | { kind: 'noticed'; notice: Notice | null }
  | { kind: 'touched' }
  | { kind: 'rated'; score: number }
  | { kind: 'phone-link-closed' }
  | { kind: 'language-shown'; to: Language }
  | { kind: 'member-asked'; ended: Partial<MemberState> }
  | { kind: 'wiped' }

/** A conversation longer than this is scrolled by nobody; what is older leaves the screen. */
const longestConversation = 60

export function reduce(state: ScreenState, event: ScreenEvent): ScreenState {
  switch (event.kind) {
    case 'from-server':
      return told(state, event.message, event.nowMs)
    case 'link':
      return event.to === 'open'
        ? { ...state, link: 'open' }
        : { ...state, ...still, link: event.to, speaking: null, thinking: false }
    case 'listen-asked':
      return { ...state, listening: 'asked', partial: '', notice: null }
    case 'hushed':
      return { ...state, ...still }
    case 'asked':
      return {
        ...state,
        ...still,
        lines: withLine(state, {
          id: event.id,
          by: 'shopper',
          text: state.expects === 'digits' ? maskDigits(event.text) : event.text,
          language: state.language,
        }),
        choices: [],
        thinking: state.mode !== 'agent',
        notice: null,
      }
    case 'sounding':
      return { ...state, speaking: { turn: event.turn, sentence: event.sentence } }
    case 'silent':
      return { ...state, speaking: null }
    case 'voice-set': {
      const voice = { speed: event.speed, volume: event.volume }
      return { ...state, voice, notice: { kind: 'voice', ...voice, muted: event.volume === 0 } }
    }
    case 'noticed':
      return { ...state, notice: event.notice }
    case 'touched':
      return state.idleUntilMs === null ? state : { ...state, idleUntilMs: null }
    case 'rated':
      return { ...state, rated: event.score }
    case 'phone-link-closed':
      return { ...state, phoneLink: null }
    case 'member-asked':
      return { ...state, membership: { ...state.membership, fault: null, ...event.ended } }
    case 'language-shown':
      return { ...state, language: event.to }
    case 'wiped':
      return { ...state, ...nothingPersonal, language: state.home }
  }
}

const still = { listening: 'off', partial: '' } as const

const withLine = (state: ScreenState, line: Line): Line[] => [...state.lines, line].slice(-longestConversation)

function told(state: ScreenState, message: ToScreen, nowMs: number): ScreenState {
  switch (message.kind) {
    case 'ready':
      return homeIs(message.speaks[0] ?? message.hears[0] ?? state.home, { ...state, ready: message })
    case 'begun':
      return message.conversation === state.conversation
        ? { ...state, language: message.language }
        : { ...state, ...nothingPersonal, conversation: message.conversation, language: message.language }
    case 'listening':
      // The shopper may have changed her mind while the server made ready.
      return state.listening === 'off' ? state : { ...state, listening: 'on' }
    case 'partial':
      return state.listening === 'off'
        ? state
        : { ...state, partial: state.expects === 'digits' ? maskDigits(message.text) : message.text }
    case 'heard':
      return heard(state, message)
    case 'answer':
      return {
        ...state,
        lines: withLine(state, { id: message.turn, by: message.by, text: message.text, language: message.language }),
        cards: message.cards,
        choices: message.choices,
        expects: message.expects,
        thinking: false,
        phoneLink: null,
      }
    case 'spoken':
      return message.interrupted && state.speaking?.turn === message.turn ? { ...state, speaking: null } : state
    case 'mode':
      return { ...state, mode: message.mode, agent: message.agent, cloud: message.cloud }
    case 'voice':
      return { ...state, voice: { speed: message.speed, volume: message.volume } }
    case 'language':
      return { ...state, language: message.to }
    case 'phone-link':
      return { ...state, phoneLink: { url: message.url, expiresAtMs: message.expiresAtMs } }
    case 'idle':
      return state.conversation === null ? state : { ...state, idleUntilMs: nowMs + message.secondsLeft * 1000 }
    case 'wiped':
      return { ...state, ...nothingPersonal, language: state.home }
    case 'member':
    case 'look':
    case 'enrolment':
    case 'receipt':
      return { ...state, membership: toldOfMember(state.membership, message) }
    case 'refused':
      return {
        ...state,
        ...still,
        thinking: false,
        membership: toldOfMember(state.membership, message),
        notice: memberFaults.has(message.code)
          ? state.notice
          : { kind: 'refused', code: message.code, message: message.message },
      }
    default:
      // The player and the microphone tell of themselves when something is heard, not when it is sent.
      return state
  }
}

/** A kiosk names its own language first. */
const homeIs = (home: Language, state: ScreenState): ScreenState => {
  const untouched = state.conversation === null && state.language === state.home
  return { ...state, home, ...(untouched && { language: home }) }
}

function heard(state: ScreenState, { text, language }: ToScreen & { kind: 'heard' }): ScreenState {
  if (text === null || text.trim() === '') return { ...state, ...still, thinking: false, notice: { kind: 'not-heard' } }
  const line: Line = {
    id: `heard-${state.lines.length}-${state.lines.at(-1)?.id ?? ''}`,
    by: 'shopper',
    text: state.expects === 'digits' ? maskDigits(text) : text,
    language,
  }
  return {
    ...state,
    ...still,
    language,
    lines: withLine(state, line),
    choices: [],
    thinking: state.mode !== 'agent',
    notice: null,
  }
}
