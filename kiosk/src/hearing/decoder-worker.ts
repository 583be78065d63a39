import { parentPort, workerData } from 'node:worker_threads'
import { sampleRateHz } from '../audio/pcm.ts'
import type { DecoderWork, FromDecoder, Outcome, ToDecoder } from './decoder-messages.ts'
import { acceptsText, type Grammar, type PreparedGrammar, prepareGrammar } from './grammar.ts'
import { loadLibVosk } from './libvosk.ts'
import { readVocabulary } from './model-folder.ts'
import { joinTranscripts, parsePartial, parseResult, type Transcript } from './transcript.ts'

const { language, model } = workerData as DecoderWork
const tell = (message: FromDecoder) => parentPort?.postMessage(message)

const startedMs = performance.now()
const vosk = loadLibVosk()
const handle = vosk.modelNew(model.folder)
if (!handle) throw new Error(`libvosk could not load ${model.folder}`)
tell({ kind: 'loaded', loadMs: performance.now() - startedMs })

/** One recogniser over one utterance. */
class Recogniser {
  readonly #recogniser: unknown
  readonly #pieces: Transcript[] = []

  constructor(grammar: string | null) {
    const made =
      grammar === null
        ? vosk.recognizerNew(handle, sampleRateHz)
        : vosk.recognizerNewGrammar(handle, sampleRateHz, grammar)
    if (!made) throw new Error(`libvosk made no recogniser for ${language}`)
    this.#recogniser = made
    vosk.setWords(made, 1)
  }

  /** The library ends a piece at a pause of its own liking; the utterance's end is ours to find. */
  accept(samples: Int16Array): void {
    const ended = vosk.accept(this.#recogniser, samples, samples.length)
    if (ended < 0) throw new Error('libvosk could not decode these samples')
    if (ended > 0) this.#pieces.push(parseResult(vosk.result(this.#recogniser)))
  }

  partial(): string {
    const running = { spaced: parsePartial(vosk.partialResult(this.#recogniser)), words: [] }
    return joinTranscripts([...this.#pieces, running]).spaced
  }

  final(): Transcript {
    return joinTranscripts([...this.#pieces, parseResult(vosk.finalResult(this.#recogniser))])
  }

  free(): void {
    vosk.recognizerFree(this.#recogniser)
  }
}

/** Both run together: what no phrase of the grammar fits is still heard. */
interface Session {
  free: Recogniser
  grammar: { recogniser: Recogniser; prepared: PreparedGrammar } | null
  warnings: string[]
  decodeMs: number
}

const sessions = new Map<number, Session>()
let vocabulary: Set<string> | undefined

function open(grammar: Grammar | null): Session {
  const warnings: string[] = []
  const session: Session = { free: new Recogniser(null), grammar: null, warnings, decodeMs: 0 }
  if (grammar === null) return session
  if (!model.takesGrammars) {
    warnings.push('this model has a fixed graph: the grammar is ignored')
    return session
  }
  vocabulary ??= readVocabulary(model.folder)
  const prepared = prepareGrammar(grammar, vocabulary)
  if (prepared.unknown.length > 0) warnings.push(`the model has no words for ${prepared.unknown.join(', ')}`)
  if (prepared.phrases.size > 0) session.grammar = { recogniser: new Recogniser(prepared.grammar), prepared }
  return session
}

function outcome(session: Session): Outcome {
  const startedMs = performance.now()
  const transcript = session.free.final()
  const { grammar, warnings } = session
  const inGrammar = grammar?.recogniser.final()
  const accepted = !!grammar && !!inGrammar && acceptsText(grammar.prepared, inGrammar.spaced, transcript.spaced)
  return {
    transcript: accepted ? inGrammar : transcript,
    grammar: inGrammar ? { text: inGrammar.spaced, accepted } : null,
    decodeMs: session.decodeMs + performance.now() - startedMs,
    warnings,
  }
}

function close(id: number): void {
  const session = sessions.get(id)
  sessions.delete(id)
  session?.free.free()
  session?.grammar?.recogniser.free()
}

function take(message: ToDecoder): void {
  if (message.kind === 'open') {
    sessions.set(message.session, open(message.grammar))
    return
  }
  const session = sessions.get(message.session)
  if (session === undefined) return
  if (message.kind === 'audio') {
    const startedMs = performance.now()
    session.free.accept(message.samples)
    session.grammar?.recogniser.accept(message.samples)
    const partial = session.free.partial()
    session.decodeMs += performance.now() - startedMs
    tell({ kind: 'heard', session: message.session, samples: message.samples.length, partial })
    return
  }
  if (message.kind === 'finish') tell({ kind: 'final', session: message.session, outcome: outcome(session) })
  close(message.session)
}

parentPort?.on('message', (message: ToDecoder) => {
  try {
    take(message)
  } catch (error) {
    close(message.session)
    tell({ kind: 'failed', session: message.session, message: (error as Error).message })
  }
})
