import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readWav } from '../audio/wav.ts'
import { CommandEngine, commandWords } from './command-engine.ts'
import { Espeak } from './espeak.ts'
import { PromptCache } from './prompt-cache.ts'
import { sayCommand } from './say-command.ts'
import { Speaker, type Spoken, whole } from './speaker.ts'
import type { SpeechChunk, SpeechEngine, SpeechRequest } from './speech-engine.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-speak-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const espeak = new Espeak()
afterAll(() => espeak.stop())
const seconds = (chunk: SpeechChunk | null) => (chunk?.samples.length ?? 0) / (chunk?.rateHz ?? 1)
const loudest = (chunk: SpeechChunk | null) =>
  chunk?.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) ?? 0
const chinese = { language: 'zh', speed: 1 } as const

async function all(spoken: AsyncIterable<Spoken>): Promise<Spoken[]> {
  const chunks: Spoken[] = []
  for await (const chunk of spoken) chunks.push(chunk)
  return chunks
}

describe('the embedded voice', () => {
  test('the first sound comes before the last is made, sentence after sentence', async () => {
    const chunks = await all(new Speaker(espeak).say('三文鱼在哪里？在三号货架。谢谢！', { language: 'zh' }))
    expect(chunks.length).toBeGreaterThan(5)
    expect(chunks.map(({ sentence }) => sentence)).toEqual(chunks.map(({ sentence }) => sentence).toSorted())
    expect(new Set(chunks.map(({ sentence }) => sentence))).toEqual(new Set([0, 1, 2]))
    expect(Math.max(...chunks.map(({ samples, rateHz }) => samples.length / rateHz))).toBeLessThan(0.2)
  })

  test('speed shortens, volume softens', async () => {
    const say = (options: { speed?: number; volume?: number }) =>
      whole(new Speaker(espeak).say('order number 1234', { language: 'en', ...options }))
    const [usual, fast, soft] = [await say({}), await say({ speed: 2 }), await say({ volume: 0.25 })]
    expect(seconds(fast)).toBeLessThan(seconds(usual) * 0.75)
    expect(loudest(soft) / loudest(usual)).toBeCloseTo(0.25, 1)
    await expect(say({ speed: 9 })).rejects.toThrow('speed 9: give 0.5 to 2')
    await expect(say({ volume: Number.NaN })).rejects.toThrow('volume NaN')
  })

  test('an interruption ends the sound and leaves the voice ready', async () => {
    const stop = new AbortController()
    const long = new Speaker(espeak).say('三文鱼很新鲜，'.repeat(150), { language: 'zh', signal: stop.signal })
    const heard: Spoken[] = []
    for await (const chunk of long) {
      heard.push(chunk)
      if (heard.length === 3) stop.abort()
    }
    expect(heard).toHaveLength(3)
    expect(seconds(await whole(espeak.speak('好', chinese)))).toBeGreaterThan(0.1)
    expect(await whole(espeak.speak('好', { ...chinese, signal: stop.signal }))).toBeNull()
  })

  test('the tones are there: the first is higher than the third', async () => {
    const pitch = async (word: string) => {
      const track = pitchTrack((await whole(espeak.speak(word, chinese))) as SpeechChunk)
      return track.reduce((sum, hertz) => sum + hertz, 0) / track.length
    }
    // 妈 is high and level, 马 low.
    expect((await pitch('妈')) / (await pitch('马'))).toBeGreaterThan(1.1)
  })
})

/** Pitch in hertz every 30 ms where the sound is voiced, by autocorrelation. */
function pitchTrack({ samples, rateHz }: SpeechChunk): number[] {
  const frame = Math.round(rateHz * 0.04)
  const pitches: number[] = []
  for (let at = 0; at + 2 * frame < samples.length; at += Math.round(rateHz * 0.03)) {
    let [best, bestLag] = [0, 1]
    for (let lag = Math.round(rateHz / 250); lag < rateHz / 60; lag++) {
      const alike = likeness(samples, at, at + lag, frame)
      if (alike > best + 0.01) [best, bestLag] = [alike, lag]
    }
    if (best > 0.6) pitches.push(rateHz / bestLag)
  }
  return pitches
}

function likeness(samples: Int16Array, one: number, other: number, length: number): number {
  let [product, energy, otherEnergy] = [0, 1, 1]
  for (let index = 0; index < length; index++) {
    const [a, b] = [samples[one + index] ?? 0, samples[other + index] ?? 0]
    product += a * b
    energy += a * a
    otherEnergy += b * b
  }
  return product / Math.sqrt(energy * otherEnergy)
}

describe('prompts made ahead', () => {
  /** A voice that counts how often it is asked; a sentence of n characters is n samples. */
  class Counting implements SpeechEngine {
    readonly name = 'counting'
    readonly said: string[] = []
    async *speak(sentence: string, { signal }: SpeechRequest): AsyncGenerator<SpeechChunk> {
      if (signal?.aborted) return
      this.said.push(sentence)
      yield { samples: new Int16Array(sentence.length).fill(1000), rateHz: 16_000 }
    }
    async stop(): Promise<void> {}
  }
  const cache = (mostMemoryBytes = 1e6, mostDiskBytes = 1e6) =>
    new PromptCache({ folder, mostMemoryBytes, mostDiskBytes })
  const hello = { text: '您好！', language: 'zh' } as const

  test('a prompt is made once, and after a restart comes from the disk', async () => {
    const voice = new Counting()
    const speaker = new Speaker(voice, cache())
    await speaker.prepare([hello])
    await speaker.prepare([hello])
    await all(speaker.say('您好！', { language: 'zh' }))
    const [chunk] = await all(new Speaker(voice, cache()).say('您好！', { language: 'zh' }))
    expect(voice.said).toEqual(['您好!'])
    expect([chunk?.rateHz, chunk?.samples.length]).toEqual([16_000, 3])
  })

  test('what is said to one shopper is not kept', async () => {
    const speaker = new Speaker(new Counting(), cache())
    await all(speaker.say('您的订单号是1234。', { language: 'zh' }))
    expect(readdirSync(folder)).toEqual([])
  })

  test('memory and disk are bounded, the least used goes first', async () => {
    const voice = new Counting()
    const speaker = new Speaker(voice, cache(30, 150))
    const prompts = ['one', 'two', 'three', 'four'].map((text) => ({
      text: `${text} ${'x'.repeat(10)}`,
      language: 'en' as const,
    }))
    await speaker.prepare(prompts)
    const bytes = readdirSync(folder).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0)
    expect(bytes).toBeLessThanOrEqual(150)
    await all(speaker.say(prompts.at(-1)?.text ?? '', { language: 'en' }))
    expect(voice.said).toHaveLength(4)
  })

  test('a damaged file is made again', async () => {
    const voice = new Counting()
    await new Speaker(voice, cache()).prepare([hello])
    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), 'damaged')
    await new Speaker(voice, cache()).prepare([hello])
    expect(voice.said).toHaveLength(2)
    expect(readWav(readFileSync(join(folder, readdirSync(folder)[0] ?? ''))).rateHz).toBe(16_000)
  })
})

describe('an external voice', () => {
  /** A speech program in Node: its samples are the text's characters, from standard input or its arguments. */
  function program(body: string): string {
    const path = join(folder, 'voice.mjs')
    const wav = new URL('../audio/wav.ts', import.meta.url).href
    writeFileSync(path, `import { writeWav } from ${JSON.stringify(wav)}\n${body}`)
    return `${process.execPath} ${path}`
  }
  const fromInput = `
    let text = ''
    for await (const piece of process.stdin) text += piece
    process.stdout.write(writeWav(Int16Array.from(text.trim(), (sign) => sign.codePointAt(0)), 24_000))`
  const codes = async (engine: SpeechEngine, text: string, request: SpeechRequest = { language: 'en', speed: 1 }) =>
    String.fromCodePoint(...((await whole(engine.speak(text, request)))?.samples ?? []).values())

  test('the sentence comes on standard input, the sound from standard output', async () => {
    const engine = new CommandEngine(program(fromInput))
    const sound = await whole(engine.speak('where is the salmon', { language: 'en', speed: 1 }))
    expect(sound?.rateHz).toBe(24_000)
    expect(await codes(engine, 'where is the salmon')).toBe('where is the salmon')
  })

  test('text, language and speed are filled into the command, and no shell reads them', async () => {
    const echo =
      'process.stdout.write(writeWav(Int16Array.from(process.argv.slice(2).join("|"), (sign) => sign.codePointAt(0)), 16_000))'
    const engine = new CommandEngine(`${program(echo)} --voice '{language} voice' {speed} {text}`)
    expect(await codes(engine, '$(id); "x"', { language: 'en', speed: 1.5 })).toBe('--voice|en voice|1.5|$(id); "x"')
  })

  test('an interruption ends the program', async () => {
    const stop = new AbortController()
    const engine = new CommandEngine(program('setInterval(() => {}, 1000)'))
    const sound = whole(engine.speak('hello', { language: 'en', speed: 1, signal: stop.signal }))
    stop.abort()
    expect(await sound).toBeNull()
  })

  test.each([
    ['process.exit(3)', /exited with 3/],
    ['console.error("no such voice"); process.exit(1)', /exited with 1: no such voice/],
    ['process.stdout.write("this is not sound")', /wrote no sound: this is not a WAV file/],
  ])('a program that does %s is told by its own words', async (body, reason) => {
    const engine = new CommandEngine(program(body))
    await expect(whole(engine.speak('hello', { language: 'en', speed: 1 }))).rejects.toThrow(reason)
  })

  test('a program that is not there is named', async () => {
    const engine = new CommandEngine('no-such-voice-program --fast')
    await expect(whole(engine.speak('hello', { language: 'en', speed: 1 }))).rejects.toThrow(
      'no-such-voice-program could not be started',
    )
    expect(() => new CommandEngine('  ')).toThrow('empty')
  })

  test('a command line is cut at spaces outside quotes', () => {
    expect(commandWords(`piper --model "my voice.onnx" -f='a b' -`)).toEqual([
      'piper',
      '--model',
      'my voice.onnx',
      '-f=a b',
      '-',
    ])
  })
})

describe('the command', () => {
  function say(...args: string[]) {
    const lines = { out: [] as string[], error: [] as string[] }
    const context = {
      out: (line: string) => lines.out.push(line),
      error: (line: string) => lines.error.push(line),
    } as unknown as CommandContext
    return sayCommand.run(args, context).then((code) => ({ code, ...lines }))
  }

  test('a text becomes a WAV file', async () => {
    const file = join(folder, 'out.wav')
    const { code, out } = await say('我要退款', '--language', 'zh', '-o', file)
    const { rateHz, channels } = readWav(readFileSync(file))
    expect([code, out[0]]).toEqual([0, expect.stringContaining('s of sound')])
    expect((channels[0]?.length ?? 0) / rateHz).toBeGreaterThan(0.5)
  })

  test.each([[[]], [['hello']], [['hello', '--language', 'fr', '-o', 'x']], [['hello', '--language', 'en']]])(
    'called as %j it shows its usage',
    async (args) => {
      const { code, error } = await say(...args)
      expect([code, error.at(-1)]).toEqual([2, expect.stringMatching(/^usage: larder say TEXT/)])
    },
  )

  test('a text without words is refused', async () => {
    await expect(say('…', '--language', 'zh', '-o', join(folder, 'x.wav'))).rejects.toThrow('nothing to say')
  })
})
