import { type ChildProcess, spawn } from 'node:child_process'
import { toInt16 } from '../audio/pcm.ts'
import { readWav } from '../audio/wav.ts'
import { ChunkQueue } from './chunk-queue.ts'
import type { SpeechChunk, SpeechEngine, SpeechRequest } from './speech-engine.ts'

const longestMs = 30_000
const mostBytes = 64 * 1024 * 1024

/**
 * Any speech program that writes a WAV file to its standard output, such as
 * `piper --model zh_CN-huayan-medium.onnx --output_file -`. `{text}`, `{language}` and `{speed}` in the command are
 * filled in; without `{text}` the sentence comes on standard input. No shell ever reads the text.
 */
export class CommandEngine implements SpeechEngine {
  readonly name: string
  readonly #program: string
  readonly #arguments: string[]
  readonly #running = new Set<ChildProcess>()

  /** @throws when the command is empty */
  constructor(command: string) {
    const [program, ...rest] = commandWords(command)
    if (program === undefined) throw new Error('the speech command is empty: give a program and its arguments')
    this.name = command
    this.#program = program
    this.#arguments = rest
  }

  speak(sentence: string, { language, speed, signal }: SpeechRequest): AsyncIterable<SpeechChunk> {
    const queue = new ChunkQueue()
    if (signal?.aborted) {
      queue.end()
      return queue
    }
    const filled = this.#arguments.map((word) =>
      word.replace(
        /\{(text|language|speed)\}/g,
        (_, name) => ({ text: sentence, language, speed: String(speed) })[name as 'text'] ?? '',
      ),
    )
    const child = spawn(this.#program, filled, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#running.add(child)
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs)
    const onAbort = () => {
      queue.abort()
      child.kill('SIGKILL')
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    const collected = collect(child)
    child.on('error', (error) => queue.end(new Error(`${this.#program} could not be started: ${error.message}`)))
    child.on('close', (code) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      this.#running.delete(child)
      end(queue, this.#program, code, collected)
    })
    // A program that takes its text as an argument may not read this; a closed pipe is no failure.
    child.stdin.on('error', () => undefined)
    child.stdin.end(this.#arguments.some((word) => word.includes('{text}')) ? '' : `${sentence}\n`)
    return queue
  }

  async stop(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL')
  }
}

interface Collected {
  sound: Buffer[]
  lastLine: string
}

function collect(child: ChildProcess): Collected {
  const collected: Collected = { sound: [], lastLine: '' }
  let bytes = 0
  child.stdout?.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes > mostBytes) child.kill('SIGKILL')
    else collected.sound.push(piece)
  })
  child.stderr?.on('data', (piece: Buffer) => {
    collected.lastLine = piece.toString().trim().split('\n').at(-1)?.slice(0, 200) ?? ''
  })
  return collected
}

function end(queue: ChunkQueue, program: string, code: number | null, { sound, lastLine }: Collected): void {
  if (code !== 0) {
    const how = code === null ? `was ended (more than ${longestMs / 1000} s or too much sound)` : `exited with ${code}`
    queue.end(new Error(`${program} ${how}${lastLine ? `: ${lastLine}` : ''}`))
    return
  }
  try {
    const { rateHz, channels } = readWav(Buffer.concat(sound))
    queue.push({ samples: toInt16(channels[0] ?? new Float32Array(0)), rateHz })
    queue.end()
  } catch (error) {
    queue.end(new Error(`${program} wrote no sound: ${(error as Error).message}`))
  }
}

/** A command line's words; quotes hold a word with spaces together. */
export function commandWords(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double = '', single = '') => double + single))
}
