import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLanguage, type Language, languages } from '@larder/contracts/language'
import type { Command, CommandContext } from '@larder/contracts/room'
import { writeWav } from '../audio/wav.ts'
import type { SpeechChunk, SpeechEngine } from './speech-engine.ts'

const usage = 'say TEXT --language zh|en -o FILE.wav [--speed 0.5..2] [--volume 0..1] [--engine COMMAND]'

/** `say`: a text as the kiosk speaks it, into a WAV file. */
export const sayCommand: Command = {
  name: 'say',
  usage,
  summary: 'speak a text into a WAV file; --engine is a program that writes WAV, with {text}, {language}, {speed}',
  async run(args, context) {
    const asked = parse(args, context)
    if (asked === null) return 2
    const { text, language, file, speed, volume, engine } = asked
    // The dictionary of readings is large: other commands start without it.
    const { Speaker, whole } = await import('./speaker.ts')
    const speaker = new Speaker(await makeEngine(engine))
    const startedMs = performance.now()
    let firstMs: number | null = null
    async function* timed(): AsyncGenerator<SpeechChunk> {
      for await (const chunk of speaker.say(text, { language, speed, volume })) {
        firstMs ??= performance.now() - startedMs
        yield chunk
      }
    }
    try {
      const sound = await whole(timed())
      if (sound === null || firstMs === null) throw new Error('there is nothing to say in this text')
      writeFileSync(file, writeWav(sound.samples, sound.rateHz))
      const seconds = (sound.samples.length / sound.rateHz).toFixed(2)
      const doneMs = performance.now() - startedMs
      context.out(
        `${file}: ${seconds} s of sound; first after ${Math.round(firstMs)} ms with the voice's start, all after ${Math.round(doneMs)} ms`,
      )
      return 0
    } finally {
      await speaker.stop()
    }
  },
}

const makeEngine = async (command: string | undefined): Promise<SpeechEngine> =>
  command === undefined
    ? new (await import('./espeak.ts')).Espeak()
    : new (await import('./command-engine.ts')).CommandEngine(command)

interface Asked {
  text: string
  language: Language
  file: string
  speed: number
  volume: number
  engine: string | undefined
}

function parse(args: string[], { error }: CommandContext): Asked | null {
  const text = { type: 'string' } as const
  const options = {
    language: text,
    output: { type: 'string', short: 'o' },
    speed: text,
    volume: text,
    engine: text,
  } as const
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const { language, output, speed = '1', volume = '1', engine } = values
    if (positionals[0] === undefined || positionals.length > 1) throw new Error('give one text, in quotes')
    if (!isLanguage(language)) throw new Error(`--language: ${languages.join(' or ')}`)
    if (output === undefined) throw new Error('-o: the WAV file to write')
    return { text: positionals[0], language, file: output, speed: Number(speed), volume: Number(volume), engine }
  } catch (fault) {
    error((fault as Error).message)
    error(`usage: larder ${usage}`)
    return null
  }
}
