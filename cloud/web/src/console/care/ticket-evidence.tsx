import type { Ticket, TicketEvidence } from '@larder/contracts/ticket'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { useNames } from '../known.tsx'

type LotEvidence = TicketEvidence['lots'][number]

const verdictLook: Record<LotEvidence['verdict'], { icon: IconName; tag: string }> = {
  recalled: { icon: 'critical', tag: 'tag critical' },
  excursion: { icon: 'warning', tag: 'tag warning' },
  'within-limits': { icon: 'ok', tag: 'tag ok' },
  'not-enough-data': { icon: 'unknown', tag: 'tag' },
}

/** What the report said when the ticket was opened; the link shows what it says now. */
export function TicketEvidenceView({ ticket }: { ticket: Ticket }) {
  const { t, format } = useLanguage()
  const { evidence } = ticket
  return (
    <section className="evidence">
      <h3>{t('ticket.evidence')}</h3>
      {evidence === null && (
        <p className="muted">
          {t(ticket.order === null && ticket.lot === null ? 'ticket.evidence.no-subject' : 'ticket.evidence.none')}
        </p>
      )}
      {evidence !== null && (
        <>
          <p className="muted small">
            {t('ticket.evidence.version', { version: evidence.version, time: format.dateTime(evidence.takenAtMs) })} ·{' '}
            {t('ticket.evidence.hash')} <code title={evidence.contentHash}>{evidence.contentHash.slice(0, 12)}</code>
          </p>
          <ul>
            {evidence.lots.map((lot) => (
              <LotRow key={lot.lot} lot={lot} />
            ))}
          </ul>
          <p>
            <Link
              href={`/goods/${evidence.subject.kind}/${encodeURIComponent(evidence.subject.id)}`}
              className="button"
            >
              <Icon name="thermometer" size={18} />
              {t('ticket.report')}
            </Link>
          </p>
        </>
      )}
    </section>
  )
}

function LotRow({ lot }: { lot: LotEvidence }) {
  const { t, format, language } = useLanguage()
  const names = useNames()
  const { icon, tag } = verdictLook[lot.verdict]
  return (
    <li>
      <p>
        <strong>{language === 'zh' ? lot.nameZh : lot.nameEn}</strong> <span className="muted">{lot.lot}</span>
      </p>
      <p className="drawer-tags">
        <span className={tag}>
          <Icon name={icon} size={14} />
          {t(`ticket.verdict.${lot.verdict}`)}
        </span>
        {lot.lifePercentLeft !== null && (
          <span className="tag">{t('ticket.evidence.life', { percent: format.number(lot.lifePercentLeft) })}</span>
        )}
      </p>
      {lot.excursions.map((one) => (
        <p key={`${one.asset}/${one.probe}/${one.kind}/${one.fromMs}`} className="small">
          <span className={one.severity}>{t(`severity.${one.severity}`)}</span> ·{' '}
          {t('ticket.evidence.excursion', {
            where: names.asset(one.site, one.asset),
            peak: format.celsius(one.peakCelsius),
            limit: format.celsius(one.limitCelsius),
          })}{' '}
          <span className="muted">{format.span(one.fromMs, one.untilMs)}</span>
        </p>
      ))}
    </li>
  )
}
