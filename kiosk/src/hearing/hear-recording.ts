import { samplesIn } from '../audio/pcm.ts'
import type { Decoder } from './decoder.ts'
import { type Heard, Utterance, type UtteranceOptions } from './utterance.ts'

/** A browser's sound comes in blocks of about this length. */
const blockSamples = samplesIn(60)
/** Silence thought behind a recording that stops with its last word, so that the end of speech can be noticed. */
const silenceBehind = samplesIn(1500)

/** A whole recording as one utterance, as fast as it can be decoded. */
export async function hearRecording(
  decoder: Decoder,
  samples: Int16Array,
  options: Omit<UtteranceOptions, 'toTheEnd'> = {},
): Promise<Heard> {
  const utterance = new Utterance(decoder, { ...options, toTheEnd: true })
  const withSilence = new Int16Array(samples.length + silenceBehind)
  withSilence.set(samples)
  for (let at = 0; at < withSilence.length; at += blockSamples) {
    await utterance.write(withSilence.slice(at, at + blockSamples))
  }
  return utterance.finish()
}
