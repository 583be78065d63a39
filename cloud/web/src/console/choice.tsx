interface ChoiceProps<V extends string> {
  label: string
  value: V
  options: readonly { value: NoInfer<V>; label: string }[]
  onChange(value: NoInfer<V>): void
}

/** A few exclusive options side by side. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <fieldset className="choice">
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
