import { Brand, LanguageSwitch, ThemeSwitch } from '../look/switches.tsx'

export function ReportBar() {
  return (
    <header className="report-bar">
      <Brand />
      <span className="report-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </span>
    </header>
  )
}
