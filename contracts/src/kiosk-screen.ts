import { z } from 'zod'
import type { Card, Choice, ConversationMode, Expectation } from './conversation.ts'
import { rating } from './conversation.ts'
import { type Language, language } from './language.ts'
import { consent, type RecognitionReceipt } from './recognition.ts'
import type { StoreRecord } from './shop.ts'
import type { Bilingual } from './site.ts'

export { screenPath } from './screen-path.ts'

/**
 * What a kiosk's screen and its server tell each other over one WebSocket. Text frames are these messages as JSON;
 * binary frames are sound: 16 kHz mono 16-bit little-endian PCM from the microphone, at most 64 kB each; towards the
 * screen the same at the rate that `speaking` named.
 */

/** Without control characters and broken surrogates, which no database takes. */
const words = z.string().transform((text) => text.replace(/\p{Cc}/gu, ' ').toWellFormed())

export const fromScreen = z.discriminatedUnion('kind', [
  /** `resume`: the conversation whose connection broke. It goes on if it is still there; otherwise `begun` names a new one. */
  z.strictObject({ kind: z.literal('begin'), language: language.optional(), resume: z.uuid().optional() }),
  /** The microphone's sound follows in binary frames until the server says `heard` or the screen says `hush`. */
  z.strictObject({ kind: z.literal('listen'), language: language.optional() }),
  z.strictObject({ kind: z.literal('hush') }),
  z.strictObject({ kind: z.literal('typed'), text: z.string().min(1).max(2000).pipe(words) }),
  z.strictObject({
    kind: z.literal('chose'),
    choice: z.string().min(1).max(120),
    label: z.string().max(120).pipe(words),
  }),
  /** Touched while the kiosk spoke: it stops. */
  z.strictObject({ kind: z.literal('interrupt') }),
  z.strictObject({
    kind: z.literal('voice'),
    speed: z.number().min(0.5).max(2),
    volume: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal('language'), to: language }),
  z.strictObject({ kind: z.literal('rated'), rating }),
  /** Somebody touched, moved or typed: the idle clock begins again. */
  z.strictObject({ kind: z.literal('awake') }),
  z.strictObject({ kind: z.literal('continue-on-phone') }),
  /** A member says who they are: the card's code, or the digits of the telephone number. */
  z.strictObject({ kind: z.literal('member'), by: z.enum(['code', 'phone']), value: z.string().min(1).max(64) }),
  /** Touched "recognise me": pictures follow by `POST /recognition/looks/{id}`. */
  z.strictObject({ kind: z.literal('look') }),
  /** The member has agreed: pictures follow by `POST /recognition/enrolments/{id}`. */
  z.strictObject({
    kind: z.literal('enrol'),
    consent: consent.omit({ guardian: true }),
    guardianCode: z.string().max(64).optional(),
  }),
  z.strictObject({ kind: z.literal('enrol-finish') }),
  z.strictObject({ kind: z.literal('enrol-cancel') }),
  z.strictObject({ kind: z.literal('erase-face') }),
  z.strictObject({ kind: z.literal('end') }),
  /** The first sound of answer `turn` has been played so long after the end of speech was told. */
  z.strictObject({ kind: z.literal('played'), turn: z.uuid(), afterMs: z.number().nonnegative().max(60_000) }),
])

/** Why there is no hearing or speaking, as a code the screen has words for. */
export type Missing = 'no-model' | 'model-broken' | 'fetching' | 'engine-failed'

export interface ScreenReady {
  kind: 'ready'
  site: string
  storeName: Bilingual
  timeZone: string
  plan: StoreRecord['plan'] | null
  /** The languages that are heard; whichever is not in here must be typed. */
  hears: Language[]
  speaks: Language[]
  missing: { hearing: Missing | null; speaking: Missing | null }
  idleWarningMs: number
  idleWipeMs: number
  /** Whether the microphone may stay open while the kiosk speaks, so that speaking interrupts it. */
  bargeIn: boolean
  /** Whether customers who asked for it may be greeted by face. */
  recognises: boolean
}

export type ToScreen =
  | ScreenReady
  | { kind: 'begun'; conversation: string; language: Language }
  | { kind: 'listening' }
  | { kind: 'level'; decibels: number; voiced: boolean }
  | { kind: 'partial'; text: string; language: Language }
  /** The words of the shopper; `endOfSpeechMs` ago they ended. Null text: nothing was understood. */
  | { kind: 'heard'; text: string | null; language: Language; endedBy: string | null; silenceMs: number }
  | {
      kind: 'answer'
      turn: string
      by: 'assistant' | 'agent'
      text: string
      language: Language
      cards: Card[]
      choices: Choice[]
      expects: Expectation
    }
  /** Sound of that answer follows in binary frames; `sentence` tells the captions where it is. */
  | { kind: 'speaking'; turn: string; rateHz: number; sentence: number }
  | { kind: 'spoken'; turn: string; interrupted: boolean }
  | { kind: 'mode'; mode: ConversationMode; agent: string | null; cloud: boolean }
  | { kind: 'voice'; speed: number; volume: number }
  | { kind: 'language'; to: Language }
  | { kind: 'phone-link'; url: string; expiresAtMs: number }
  | { kind: 'idle'; secondsLeft: number }
  /** Who is served; the number is masked but for its end. `consent` is there to be agreed to, where it can be. */
  | { kind: 'member'; masked: string; enrolled: boolean; consent: ConsentOffered | null }
  | { kind: 'look'; id: string }
  | { kind: 'enrolment'; id: string; leastShots: number; mostShots: number }
  | { kind: 'receipt'; receipt: RecognitionReceipt }
  /** All that was personal is gone: back to the attract screen. */
  | { kind: 'wiped' }
  | { kind: 'refused'; code: string; message: string }

/** The text that is agreed to, in each language. */
export interface ConsentOffered {
  version: number
  texts: Record<Language, { title: string; points: string[]; agree: string; guardian: string }>
}

/** What is wrong with an enrolment's picture. */
export type ShotFault =
  | 'no face'
  | 'several faces'
  | 'too small'
  | 'blurred'
  | 'turned away'
  | 'looking up or down'
  | 'head tilted'
  | 'too dark'
  | 'too bright'
  | 'harsh light'
  | 'another person'

/** `POST /recognition/looks/{id}` and `POST /recognition/enrolments/{id}`, body image/jpeg of at most 3 MB. */
export type LookAnswer = { state: 'looking'; framesLeft: number } | { state: 'known' } | { state: 'unknown' }
export interface ShotAnswer {
  shots: number
  faults: ShotFault[]
}

export type FromScreen = z.infer<typeof fromScreen>
