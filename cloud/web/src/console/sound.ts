import { recall, remember } from '../remember.ts'

let audio: AudioContext | null = null

export const soundIsOn = (): boolean => recall('sound') !== 'off'

/** Browsers let a page sound only after a gesture: call this from one (signing in, or the switch itself). */
export function allowSound(): void {
  audio ??= new AudioContext()
  audio.resume().catch(() => {
    // Without permission the alarm is still seen and announced.
  })
}

export function switchSound(on: boolean): void {
  remember('sound', on ? 'on' : 'off')
  if (on) {
    allowSound()
    soundAlarm()
  }
}

/** Two falling tones, twice: short, and unlike the beeps of a till. */
export const soundAlarm = (): void => sound([880, 660, 880, 660])

/** Two rising tones: somebody waits, and nothing is broken. */
export const soundCall = (): void => sound([523, 784])

function sound(tones: readonly number[]): void {
  if (!soundIsOn() || audio === null || audio.state !== 'running') return
  for (const [index, hertz] of tones.entries()) {
    const startsAt = audio.currentTime + index * 0.18
    const tone = new OscillatorNode(audio, { frequency: hertz, type: 'triangle' })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setValueAtTime(0, startsAt)
    volume.gain.linearRampToValueAtTime(0.25, startsAt + 0.02)
    volume.gain.linearRampToValueAtTime(0, startsAt + 0.16)
    tone.connect(volume).connect(audio.destination)
    tone.start(startsAt)
    tone.stop(startsAt + 0.17)
  }
}
