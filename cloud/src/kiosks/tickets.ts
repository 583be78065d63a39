import { type Compensation, causeOfScene } from '@larder/contracts/compensation'
import type { CompensationFacts } from '@larder/contracts/conversation'
import type { KioskTicket, TicketReceipt } from '@larder/contracts/kiosk-link'
import type { Language } from '@larder/contracts/language'
import type { Ticket, TicketEvidence } from '@larder/contracts/ticket'
import { announceReport } from '../care/announce-report.ts'
import { evidenceFrom } from '../care/evidence.ts'
import type { Tickets } from '../care/tickets.ts'
import type { Compensations } from '../compensation/compensations.ts'
import type { Dispositions } from '../dispositions/dispositions.ts'
import type { EventHub } from '../events/hub.ts'
import { Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { Subject } from '../reports/links.ts'
import type { Reports } from '../reports/reports.ts'

export interface TicketSources {
  tickets: Tickets
  compensations: Compensations
  records: Records
  reports: Reports
  dispositions: Dispositions
  hub: EventHub
  now(): number
  log(line: string): void
}

/** What the assistant opens for a shopper: a ticket with the report as its evidence, and what the policy pays for it. */
export class AssistantTickets {
  readonly #sources: TicketSources

  constructor(sources: TicketSources) {
    this.#sources = sources
  }

  /** `from`: the kiosk, or the web chat, as whose the compensation is proposed. The same ticket again is the same. */
  async open(
    asked: KioskTicket,
    from: { name: string; site: string; language?: Language | undefined },
  ): Promise<{ ticket: string; receipt: TicketReceipt }> {
    const { tickets } = this.#sources
    const { order, lot, unknown } = await this.#known(asked, from.site)
    const { ticket, appended } = await tickets.open({
      id: asked.id,
      atMs: asked.atMs,
      scene: asked.scene,
      order,
      lot,
      text: [...unknown, asked.text].join('\n').slice(0, 2000),
      contact: asked.contact ?? undefined,
      by: 'customer',
      conversation: asked.conversation,
      language: from.language,
      evidence: await this.#evidence(order, lot),
    })
    announceReport(this.#sources, ticket)
    const compensation =
      order === undefined ? null : await this.#compensation(ticket, { ...asked, order, lot }, from.name)
    const { reference, firstAnsweredAtMs, firstAnswerDueAtMs } = ticket
    const answerDueAtMs = firstAnsweredAtMs === null ? firstAnswerDueAtMs : null
    return { ticket: ticket.id, receipt: { reference, appended, answerDueAtMs, compensation } }
  }

  /** A complaint about what is not on file here is taken all the same, with the number as it was said. */
  async #known(
    asked: KioskTicket,
    site: string,
  ): Promise<{ order: string | undefined; lot: string | undefined; unknown: string[] }> {
    const { records } = this.#sources
    const order = asked.order === null ? undefined : await records.find('orders', asked.order)
    const own = order?.store === site ? order : undefined
    const lots = own?.lines.map((line) => line.lot)
    const isKnown =
      asked.lot !== null && (lots?.includes(asked.lot) ?? (await records.find('lots', asked.lot)) !== undefined)
    const unknown = [
      ...(asked.order !== null && own === undefined ? [`order ${asked.order}: not on file here`] : []),
      ...(asked.lot !== null && !isKnown ? [`lot ${asked.lot}: not on file`] : []),
    ]
    return { order: own?.id, lot: isKnown ? (asked.lot ?? undefined) : undefined, unknown }
  }

  /** A ticket is opened also while the report cannot be had. */
  async #evidence(order: string | undefined, lot: string | undefined): Promise<TicketEvidence | null> {
    const { reports, now, log } = this.#sources
    const id = order ?? lot
    if (id === undefined) return null
    const subject: Subject = { kind: order === undefined ? 'lot' : 'order', id }
    try {
      return evidenceFrom(await reports.get(subject), now())
    } catch (error) {
      log(`a ticket about ${subject.kind} ${id} is opened without its report: ${error}`)
      return null
    }
  }

  async #compensation(
    ticket: Ticket,
    {
      scene,
      order,
      lot,
      magnitude,
    }: { scene: Ticket['scene']; order: string; lot: string | undefined; magnitude: number | null },
    by: string,
  ): Promise<CompensationFacts | null> {
    const cause = causeOfScene[scene]
    if (cause === undefined) return null
    const evidence = [{ kind: 'ticket' as const, id: ticket.id }]
    const measured = magnitude === null ? {} : { magnitude }
    const claim = { order, cause, ...(lot === undefined ? {} : { lot }), ...measured, evidence }
    try {
      const proposal = await this.#sources.compensations.propose(claim, by)
      return proposal.outcome === 'refused' ? null : factsOf(proposal.compensation)
    } catch (error) {
      // The ticket stands: staff propose what the policy could not be asked about.
      if (!(error instanceof Refusal))
        this.#sources.log(`no compensation is proposed for ticket ${ticket.id}: ${error}`)
      return null
    }
  }
}

const factsOf = ({ form, state, amountFen, minimumSpendFen, code, validUntilMs }: Compensation): CompensationFacts => ({
  form,
  state,
  amountFen,
  minimumSpendFen,
  code,
  validUntilMs,
})
