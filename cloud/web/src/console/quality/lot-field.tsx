import type { Lot } from '@larder/contracts/lot'
import { useDeferredValue, useId, useState } from 'react'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'

interface LotFieldProps {
  name: string
  label: string
  required?: boolean
  initial?: string
  onChosen?: (lot: string) => void
}

/** A lot's number, with those that match what was typed so far. */
export function LotField({ name, label, required = true, initial = '', onChosen }: LotFieldProps) {
  const { language } = useLanguage()
  const list = useId()
  const [typed, setTyped] = useState(initial)
  const q = useDeferredValue(typed.trim())
  const lots = useResource(paths.lots(q, 20)).value ?? []
  const words = (lot: Lot): string => `${lot.supplier} · ${language === 'zh' ? lot.originZh : lot.originEn}`
  return (
    <label className="field">
      {label}
      <input
        name={name}
        value={typed}
        required={required}
        maxLength={64}
        list={list}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value)
          if (lots.some(({ id }) => id === event.target.value)) onChosen?.(event.target.value)
        }}
      />
      <datalist id={list}>
        {lots.map((lot) => (
          <option key={lot.id} value={lot.id}>
            {words(lot)}
          </option>
        ))}
      </datalist>
    </label>
  )
}
