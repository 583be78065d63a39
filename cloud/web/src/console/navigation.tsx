import { useRef } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../language/language.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import { countOf } from './alert-order.ts'
import { useKnown, useLive } from './known.tsx'
import './navigation.css'

/** Every page, by what somebody is about when looking for it. */
const groups = {
  cold: ['alerts', 'assets', 'map', 'devices', 'risk', 'rules'],
  goods: ['goods', 'quality', 'records'],
  shoppers: ['agent', 'care', 'knowledge', 'service'],
  store: ['footfall', 'system'],
} as const satisfies Record<string, IconName[]>

type Group = keyof typeof groups
type Page = (typeof groups)[Group][number]

const names = Object.keys(groups) as Group[]
const pagesOf = (group: Group): readonly Page[] => groups[group]

/** What staff carry a phone for stands in its bar; the rest is one touch away. */
const daily: readonly string[] = ['alerts', 'assets', 'goods', 'agent', 'care'] satisfies Page[]
const isDaily = (page: string): boolean => daily.includes(page)

/** The ways to every page: a column on a desk; on a phone a bar, and a sheet with what the bar has no room for. */
export function Navigation({ section }: { section: string }) {
  const { t } = useLanguage()
  const sheet = useRef<HTMLDialogElement>(null)
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {names.map((group) => (
        <section key={group} className="nav-group" aria-labelledby={`nav-${group}`}>
          <h2 id={`nav-${group}`}>{t(`nav.group.${group}`)}</h2>
          {pagesOf(group).map((page) => (
            <PageLink key={page} page={page} current={section === page} className={isDaily(page) ? '' : 'further'} />
          ))}
        </section>
      ))}
      <button
        type="button"
        className="nav-more"
        aria-haspopup="dialog"
        aria-current={isDaily(section) ? undefined : 'true'}
        onClick={() => sheet.current?.showModal()}
      >
        <Icon name="more" />
        <span>{t('nav.more')}</span>
      </button>
      <MoreSheet section={section} sheet={sheet} />
    </nav>
  )
}

interface PageLinkProps {
  page: Page
  current: boolean
  className?: string
  onClick?: () => void
}

function PageLink({ page, current, className = '', onClick }: PageLinkProps) {
  const { t } = useLanguage()
  const { alerts, conversations } = useLive()
  const count = countOf(alerts.values())
  const waiting = [...conversations.values()].filter(({ mode }) => mode === 'waiting').length
  return (
    <Link href={`/${page}`} className={className} aria-current={current ? 'page' : undefined} onClick={onClick}>
      <Icon name={page} />
      <span>{t(`nav.${page}`)}</span>
      {page === 'alerts' && count.open > 0 && (
        <span className={count.critical > 0 ? 'count critical' : 'count'}>
          <span aria-hidden="true">{count.open}</span>
          <span className="unseen">{t('alerts.count', { n: count.open, critical: count.critical })}</span>
        </span>
      )}
      {page === 'agent' && waiting > 0 && (
        <span className="count critical">
          <span aria-hidden="true">{waiting}</span>
          <span className="unseen">
            {waiting} {t('agent.group.waiting')}
          </span>
        </span>
      )}
    </Link>
  )
}

function MoreSheet({ section, sheet }: { section: string; sheet: React.RefObject<HTMLDialogElement | null> }) {
  const { t, format } = useLanguage()
  const { session } = useKnown()
  const close = (): void => sheet.current?.close()
  return (
    <dialog className="nav-sheet" ref={sheet} closedby="any" aria-label={t('nav.more')}>
      <header className="nav-sheet-head">
        <p className="who">
          <Icon name="you" size={18} />
          <span>
            {session.name}
            <small>{t(`role.${session.role}`)}</small>
          </span>
        </p>
        <button type="button" className="button quiet square" aria-label={t('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {names.map((group) => (
        <section key={group} aria-labelledby={`more-${group}`}>
          <h2 id={`more-${group}`}>{t(`nav.group.${group}`)}</h2>
          <ul>
            {pagesOf(group)
              .filter((page) => !isDaily(page))
              .map((page) => (
                <li key={page}>
                  <PageLink page={page} current={section === page} onClick={close} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      <p className="side-zone">{t('times.zone', { zone: format.zone })}</p>
    </dialog>
  )
}
