import { useLanguage } from '../language/report-language.tsx'
import { Icon } from './icon.tsx'
import { chooseTheme, useTheme } from './theme.ts'

export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="button quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      <Icon name="language" size={18} />
      {other === 'zh' ? '中文' : 'English'}
    </button>
  )
}

export function ThemeSwitch() {
  const { t } = useLanguage()
  const theme = useTheme()
  const label = t(theme === 'dark' ? 'theme.to-light' : 'theme.to-dark')
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} size={18} />
    </button>
  )
}

export function Brand() {
  return (
    <span className="brand">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="var(--accent)" />
        <path d="M9 8v12.5A3.5 3.5 0 0 0 12.5 24H23" className="brand-shelf" />
        <path d="M14 17.5l3.2-3.6 2.8 2L23.5 11" className="brand-line" />
      </svg>
      Larder
    </span>
  )
}
