import type { Card, CompensationFacts, ProductFacts } from '@larder/contracts/conversation'
import type { ReportKey } from '../../language/report-en.ts'
import { useLanguage } from '../../language/report-language.tsx'
import { Icon } from '../../look/icon.tsx'
import type { Held } from './chat-link.ts'
import { CodeToShow } from './code-to-show.tsx'
import { ShelfPlan } from './shelf-plan.tsx'
import { type ChatKey, say } from './words.ts'

export function ChatCards({ cards, mine }: { cards: readonly Card[]; mine: Held | null }) {
  return cards.map((card, index) => <ChatCard key={index} card={card} mine={mine} />)
}

function useChatWords() {
  const { language } = useLanguage()
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' })
  return {
    say: (key: ChatKey, parameters = {}) => say(language, key, parameters),
    money: (fen: number) => money.format(fen / 100),
    weekday: (index: number) =>
      // The first of January 2024 was a Monday.
      new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index)),
  }
}

function ChatCard({ card, mine }: { card: Card; mine: Held | null }) {
  const { t, pick, format } = useLanguage()
  const { say, weekday } = useChatWords()
  switch (card.kind) {
    case 'product':
      return (
        <section className="chat-card">
          <Product facts={card.facts} />
        </section>
      )
    case 'products':
      return (
        <ul className="chat-card">
          {card.items.map(({ facts, because }) => (
            <li key={facts.product}>
              <Product facts={facts} />
              {because.length > 0 && <small className="muted">{because.map(pick).join(' · ')}</small>}
            </li>
          ))}
        </ul>
      )
    case 'offers':
      return (
        <ul className="chat-card">
          {card.items.map(({ facts, untilMs, note }) => (
            <li key={facts.product}>
              <Product facts={facts} />
              <small className="muted">
                {[note === null ? '' : pick(note), say('until', { at: format.date(untilMs) })]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      )
    case 'map':
      return (
        <section className="chat-card">
          <strong className="with-icon">
            <Icon name="map" size={20} />
            {say('map', { name: pick(card.name) })}
          </strong>
          {mine !== null && <ShelfPlan mine={mine} shelf={card.shelf} />}
        </section>
      )
    case 'trace':
      return (
        <section className="chat-card">
          <ul>
            {card.brief.lots.map((lot) => (
              <li key={lot.lot}>
                <strong>{pick(lot.name)}</strong>
                <span>{t(`verdict.${lot.verdict}.word` as ReportKey)}</span>
                <span>{t(`advice.${lot.advice}` as ReportKey)}</span>
                {lot.life !== null && (
                  <small className="muted">{say('left', { percent: Math.round(lot.life.percentLeft) })}</small>
                )}
              </li>
            ))}
          </ul>
          {card.url !== null && !card.url.endsWith(location.pathname) && (
            <a className="button" href={card.url} target="_blank" rel="noreferrer">
              {say('report')}
            </a>
          )}
        </section>
      )
    case 'order':
      return (
        <section className="chat-card">
          <strong>{say('order', { id: card.order.id })}</strong>
          <span>{say('ordered', { at: format.dateTime(card.order.orderedAtMs) })}</span>
          {card.order.promisedAtMs !== null && (
            <span>{say('promised', { at: format.dateTime(card.order.promisedAtMs) })}</span>
          )}
          <span>
            {card.order.deliveredAtMs === null
              ? say('on-way')
              : say('delivered', { at: format.dateTime(card.order.deliveredAtMs) })}
          </span>
          <small className="muted">
            {card.order.lines
              .map(({ product, quantity }) => {
                const name = card.names[product]
                return `${name === undefined ? product : pick(name)} × ${quantity}`
              })
              .join(' · ')}
          </small>
        </section>
      )
    case 'ticket':
      return (
        <section className="chat-card">
          <strong>{say('ticket', { reference: card.reference })}</strong>
          <span>{t(`scene.${card.scene}` as ReportKey)}</span>
          {card.answerDueAtMs !== null && <span>{say('due', { at: format.dateTime(card.answerDueAtMs) })}</span>}
        </section>
      )
    case 'coupon':
      return <Coupon facts={card.compensation} />
    case 'article':
      return (
        <section className="chat-card">
          <strong>{pick(card.title)}</strong>
        </section>
      )
    case 'hours':
      return (
        <dl className="chat-card hours">
          {card.hours.map((day, index) => (
            <div key={weekday(index)}>
              <dt>{weekday(index)}</dt>
              <dd>{day === null ? say('closed') : `${day.opens} – ${day.closes}`}</dd>
            </div>
          ))}
        </dl>
      )
    case 'hand-off':
      return (
        <p className="chat-card with-icon">
          <Icon name="care" size={20} />
          {say(`hand-off.${card.state}`, { reference: card.reference ?? '' })}
        </p>
      )
    case 'rate':
      return null
  }
}

function Product({ facts }: { facts: ProductFacts }) {
  const { pick, format } = useLanguage()
  const { say, money } = useChatWords()
  const { priceFen, offerFen, stock, shelf, unit } = facts
  const price = (fen: number) => say('price', { price: money(fen), unit: say(unit) })
  return (
    <>
      <strong>{pick(facts.name)}</strong>
      {offerFen !== null && priceFen !== null ? (
        <span>
          <b className="offer">{price(offerFen)}</b> <s className="muted">{price(priceFen)}</s>
        </span>
      ) : (
        priceFen !== null && <span>{price(priceFen)}</span>
      )}
      <small className="muted">
        {[
          stock === null
            ? ''
            : stock > 0
              ? say('stock', { n: format.number(stock, Number.isInteger(stock) ? 0 : 1) })
              : say('no-stock'),
          shelf === null ? '' : say('shelf', { name: pick(shelf.label) }),
          facts.percentLeft === null ? '' : say('left', { percent: Math.round(facts.percentLeft) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </>
  )
}

function Coupon({ facts }: { facts: CompensationFacts }) {
  const { format } = useLanguage()
  const { say, money } = useChatWords()
  return (
    <section className="chat-card">
      <strong>
        {say(facts.form)} {money(facts.amountFen)}
      </strong>
      <span>{say(`coupon.${facts.state}`, { code: facts.code ?? '' })}</span>
      {facts.code !== null && facts.state === 'issued' && <CodeToShow code={facts.code} />}
      <small className="muted">
        {[
          facts.minimumSpendFen > 0 ? say('coupon.minimum', { amount: money(facts.minimumSpendFen) }) : '',
          facts.validUntilMs === null ? '' : say('until', { at: format.date(facts.validUntilMs) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </section>
  )
}
