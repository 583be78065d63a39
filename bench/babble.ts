/**
 * Other people's talk under a voice: `voices` laid over one another, so much weaker in power than the voice, and going
 * on for `behind` samples when it has ended.
 */
export function withBabble(
  voice: Int16Array,
  voices: Int16Array[],
  signalToNoiseDecibels: number,
  behind: number,
): Int16Array<ArrayBuffer> {
  const babble = Float64Array.from({ length: voice.length + behind }, (_, at) =>
    // Each talker begins at another place of what he says, and goes round.
    voices.reduce((sum, other, index) => sum + (other[(at + index * 4001) % other.length] ?? 0), 0),
  )
  const gain = 10 ** (-signalToNoiseDecibels / 20) * (strength(voice) / strength(babble))
  const mixed = babble.map((sample, at) => (voice[at] ?? 0) + gain * sample)
  // Turned down where the sum is too loud, as a microphone's own gain does, rather than cut off.
  const loudest = mixed.reduce((most, sample) => Math.max(most, Math.abs(sample)), 32_767)
  return Int16Array.from(mixed, (sample) => Math.round((sample * 32_767) / loudest))
}

const strength = (samples: Iterable<number>): number => {
  let [sum, count] = [0, 0]
  for (const sample of samples) {
    sum += sample * sample
    count++
  }
  return Math.sqrt(sum / Math.max(1, count)) || 1
}
