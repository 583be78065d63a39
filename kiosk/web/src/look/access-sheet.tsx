import { useSpeech } from '../language/speech.tsx'
import { type Access, type AccessChoices, everything, type TextSize, usual } from './access.ts'
import './access-sheet.css'
import { Icon } from './icon.tsx'
import { Sheet } from './sheet.tsx'

const sizes: TextSize[] = ['1', '1.5', '2']

export function AccessSheet(props: { access: Access; change(choices: AccessChoices): void; close(): void }) {
  const { access, change, close } = props
  const { t } = useSpeech()
  const { choices } = access
  const all = choices.text !== '1' && choices.contrast && choices.lowReach && choices.slowVoice
  return (
    <Sheet title={t('access.title')} close={close} className="access-sheet">
      <button
        type="button"
        className="key access-all"
        aria-pressed={all}
        onClick={() => change(all ? usual : everything)}
      >
        <Icon name="access" />
        {t('access.all')}
      </button>
      <fieldset className="access-sizes">
        <legend>{t('access.text')}</legend>
        {sizes.map((size) => (
          <button
            key={size}
            type="button"
            className={`key size-${size.replace('.', '-')}`}
            aria-pressed={choices.text === size}
            onClick={() => change({ ...choices, text: size })}
          >
            {t(`access.text.${size}`)}
          </button>
        ))}
      </fieldset>
      <Switch label={t('access.contrast')} on={choices.contrast} set={(contrast) => change({ ...choices, contrast })} />
      <Switch label={t('access.low')} on={choices.lowReach} set={(lowReach) => change({ ...choices, lowReach })} />
      <Switch label={t('access.slow')} on={choices.slowVoice} set={(slowVoice) => change({ ...choices, slowVoice })} />
      <p className="muted access-note">{t('access.note')}</p>
      <button type="button" className="key strong" onClick={close}>
        {t('done')}
      </button>
    </Sheet>
  )
}

function Switch({ label, on, set }: { label: string; on: boolean; set(on: boolean): void }) {
  return (
    <button type="button" role="switch" aria-checked={on} className="access-switch" onClick={() => set(!on)}>
      {label}
      <span className="access-track">
        <span className="access-thumb">{on && <Icon name="check" size={1} />}</span>
      </span>
    </button>
  )
}
