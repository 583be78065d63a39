import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLanguage, type Language, languages } from '@larder/contracts/language'
import type { Command, CommandContext } from '@larder/contracts/room'
import { msOf } from '../audio/pcm.ts'
import { soundForHearing } from '../audio/sound-for-hearing.ts'
import { readWav } from '../audio/wav.ts'
import { findModels, modelPlaces, noModelAdvice } from './find-models.ts'
import { stateGrammars } from './grammar.ts'
import { hearRecording } from './hear-recording.ts'
import { Hearing } from './hearing.ts'
import { chooseLanguage } from './language-choice.ts'

const usage = 'hear FILE.wav [--language zh|en] [--grammar STATE] [--models DIR]'

/** `hear`: a recording's words, with the times of its partial texts, as one JSON. */
export const hearCommand: Command = {
  name: 'hear',
  usage,
  summary: `what a recording says, as JSON; without a language both are tried. States: ${Object.keys(stateGrammars).join(', ')}`,
  async run(args, context) {
    const asked = parse(args, context)
    if (asked === null) return 2
    const samples = soundForHearing(readWav(readFileSync(asked.file)))
    const places = asked.models ? [asked.models] : modelPlaces(context.dataDirectory)
    const { models, faults } = findModels(places)
    const wanted = asked.language ? [asked.language] : languages
    const present = wanted.filter((language) => models[language] !== undefined)
    if (present.length === 0) {
      for (const fault of faults) context.error(`✗ ${fault}`)
      throw new Error(noModelAdvice(asked.language, places))
    }
    context.out(JSON.stringify(await hear(new Hearing(models), present, samples, asked.grammar), null, 2))
    return 0
  },
}

async function hear(hearing: Hearing, wanted: Language[], samples: Int16Array, state: string | undefined) {
  const held = await Promise.all(wanted.map((language) => hearing.hold(language)))
  try {
    const all = await Promise.all(
      held.map(({ decoder }) => {
        const grammar = state === undefined ? undefined : stateGrammars[state]?.[decoder.language]
        return hearRecording(decoder, samples, grammar ? { grammar } : {})
      }),
    )
    const { heard, sureness } = chooseLanguage(all)
    const { text, language, words, partials, endpointMs, endedBy, grammar, warnings } = heard
    const round = (value: number, digits: number) => Number(value.toFixed(digits))
    return {
      text,
      language,
      sureness,
      words,
      partials,
      endpointMs,
      endedBy,
      ...(state === undefined ? {} : { grammar }),
      warnings,
      audioMs: Math.round(msOf(samples.length)),
      realTimeFactor: round(heard.decodeMs / heard.audioMs, 4),
      loadMs: round(held.find(({ decoder }) => decoder.language === language)?.loadMs ?? 0, 1),
    }
  } finally {
    await Promise.all(held.map(({ release }) => release()))
  }
}

interface Asked {
  file: string
  language: Language | undefined
  grammar: string | undefined
  models: string | undefined
}

function parse(args: string[], { error }: CommandContext): Asked | null {
  const text = { type: 'string' } as const
  const options = { language: text, grammar: text, models: text }
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const { language, grammar, models } = values
    if (positionals[0] === undefined || positionals.length > 1) throw new Error('give one WAV file')
    if (language !== undefined && !isLanguage(language))
      throw new Error(`--language ${language}: ${languages.join(' or ')}`)
    if (grammar !== undefined && !Object.hasOwn(stateGrammars, grammar)) {
      throw new Error(`--grammar ${grammar}: ${Object.keys(stateGrammars).join(', ')}`)
    }
    return { file: positionals[0], language, grammar, models }
  } catch (fault) {
    error((fault as Error).message)
    error(`usage: larder ${usage}`)
    return null
  }
}
