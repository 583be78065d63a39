import { useState } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import type { ScreenState } from '../state/screen-state.ts'
import './dock.css'
import { MicrophoneButton } from './microphone-button.tsx'
import { NumberPad } from './number-pad.tsx'
import { TypingBar } from './typing-bar.tsx'

interface Props {
  kiosk: Kiosk
  state: ScreenState
  ask(text: string): void
  draft: string | null
  setDraft(draft: string | null): void
}

const quieter = 0.15
const slower = 0.15

/** Always there, always in the same place: speak, type, a person, and the voice. */
export function Dock({ kiosk, state, ask, draft, setDraft }: Props) {
  const { t } = useSpeech()
  const { voice, mode, expects } = state
  // Some order numbers have letters: "Type" gives the keyboard instead of the pad, for this question.
  const [lettersFor, setLettersFor] = useState<string | null>(null)
  const question = state.lines.at(-1)?.id ?? ''
  const digits = expects === 'digits' && lettersFor !== question && state.listening === 'off' && !state.thinking
  const type = (): void => {
    if (digits) setLettersFor(question)
    setDraft(draft === null || digits ? '' : null)
  }
  const lastAnswer = state.lines.some(({ by }) => by !== 'shopper')
  return (
    <div className="dock">
      {digits ? (
        <NumberPad draft={draft ?? ''} setDraft={setDraft} enter={ask} />
      ) : (
        draft !== null && <TypingBar draft={draft} setDraft={setDraft} send={ask} />
      )}
      <Caption state={state} />
      <div className="dock-main">
        <Key icon="keyboard" label={t('do.type')} press={type} kind="side" />
        <MicrophoneButton kiosk={kiosk} state={state} />
        <Key
          icon="care"
          label={t('do.human')}
          press={() => ask(t('say.human'))}
          kind="side warm"
          disabled={mode === 'waiting' || mode === 'agent'}
        />
      </div>
      <div className="dock-more">
        <Key icon="repeat" label={t('do.repeat')} press={() => ask(t('say.repeat'))} disabled={!lastAnswer} />
        <Key
          icon="slow"
          label={t('do.slower')}
          press={() => kiosk.setVoice({ ...voice, speed: Math.max(0.5, rounded(voice.speed - slower)) })}
          disabled={voice.speed <= 0.5}
          keepsVoice
        />
        <Key
          icon="sound"
          label={t('do.louder')}
          press={() => kiosk.setVoice({ ...voice, volume: Math.min(1, rounded(voice.volume + quieter)) })}
          disabled={voice.volume >= 1}
          keepsVoice
        />
        <Key icon="phone" label={t('do.phone')} press={() => kiosk.continueOnPhone()} disabled={!state.cloud} />
      </div>
    </div>
  )
}

const rounded = (value: number): number => Math.round(value * 100) / 100

interface KeyProps {
  icon: IconName
  label: string
  press(): void
  kind?: string
  disabled?: boolean
  keepsVoice?: boolean
}

function Key({ icon, label, press, kind = 'bare', disabled = false, keepsVoice = false }: KeyProps) {
  return (
    <button
      type="button"
      className={`key stacked ${kind}`}
      onClick={press}
      disabled={disabled}
      {...(keepsVoice && { 'data-keeps-voice': '' })}
    >
      <Icon name={icon} size={1.5} />
      <span>{label}</span>
    </button>
  )
}

/** What the kiosk is doing, or the words as they are heard. */
function Caption({ state }: { state: ScreenState }) {
  const { t } = useSpeech()
  const { listening, partial, thinking, speaking } = state
  if (listening === 'on' && partial !== '') {
    return (
      <p className="caption partial">
        {partial}
        <span className="caret" />
      </p>
    )
  }
  const key =
    listening === 'on'
      ? 'talk.listening'
      : listening === 'asked'
        ? 'talk.asked'
        : thinking
          ? 'talk.thinking'
          : speaking !== null
            ? 'talk.speaking'
            : 'talk.start'
  return (
    <p className="caption" role="status">
      {t(key)}
    </p>
  )
}
