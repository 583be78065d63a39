import type { Order } from '@larder/contracts/order'
import {
  messageKinds,
  type RiskFactor,
  type RiskPolicy,
  type RiskScore,
  type RiskSubjectKind,
  type RiskView,
} from '@larder/contracts/risk'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Compensations } from '../compensation/compensations.ts'
import type { EventHub } from '../events/hub.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { RiskCase } from './case.ts'
import { CustomerMessages } from './customer-messages.ts'
import { newestModelMs, readModel } from './kept-model.ts'
import { factorsOf, probabilityOf, type RiskModel } from './models.ts'
import { changePolicy, currentPolicy } from './policy.ts'
import { consignmentCase, orderCase, type SiteSources } from './site-cases.ts'
import { complaintsOf } from './site-history.ts'
import type { RiskTables } from './tables.ts'

export interface RiskSources extends SiteSources {
  audit: AuditLog
  compensations: Compensations
  hub: EventHub
  now(): number
}

const dayMs = 86_400_000
/** An order that nobody marked as delivered is not on its way for ever. */
const travelsAtMostMs = 3 * dayMs
/** Late readings still change the score of what has just arrived. */
const followedAfterMs = dayMs
const mostSubjects = 500
const shownForMs = 7 * dayMs

type Row = RiskTables['riskScore']

/** Scores what travels, alerts staff once for each order, and makes the messages that the policy asks for. */
export class Risk {
  readonly messages: CustomerMessages
  readonly #sources: RiskSources
  #model: { trainedAtMs: number; model: RiskModel } | undefined

  constructor(sources: RiskSources) {
    this.#sources = sources
    this.messages = new CustomerMessages(sources.database, sources.audit, sources.now)
  }

  /** One look at everything under way; without a trained model nothing is scored. Resolves to how many were. */
  async round(): Promise<number> {
    const { database, now } = this.#sources
    const trainedAtMs = await newestModelMs(database)
    if (trainedAtMs === undefined) return 0
    if (this.#model?.trainedAtMs !== trainedAtMs) {
      this.#model = { trainedAtMs, model: (await readModel(database, trainedAtMs)).model }
    }
    const { model } = this.#model
    const policy = await currentPolicy(database)
    const nowMs = now()
    let scored = 0
    for (const order of await this.#travellingOrders(nowMs)) {
      const one = await orderCase(this.#sources, order, nowMs, policy.promisedMinutes)
      await this.#score('order', one, model, policy)
      scored += 1
    }
    for (const consignment of await this.#travellingConsignments(nowMs)) {
      const one = await consignmentCase(this.#sources, consignment, nowMs)
      await this.#score('consignment', one, model, policy)
      scored += 1
    }
    return scored
  }

  async view(limit: number): Promise<RiskView> {
    const { database, now } = this.#sources
    const rows = await database
      .selectFrom('riskScore')
      .selectAll()
      .where('scoredAtMs', '>', now() - shownForMs)
      .orderBy('probability', 'desc')
      .orderBy('subject')
      .limit(limit)
      .execute()
    const trainedAtMs = await newestModelMs(database)
    return {
      scores: await this.#scoresFrom(rows),
      card: trainedAtMs === undefined ? null : (await readModel(database, trainedAtMs)).card,
      policy: await currentPolicy(database),
    }
  }

  changePolicy(policy: RiskPolicy, by: string, why: string): Promise<void> {
    const { database, audit, now } = this.#sources
    return changePolicy(database, audit, { policy, by, why, nowMs: now() })
  }

  /** Somebody has seen to it; the first who says so. */
  async handle(kind: RiskSubjectKind, subject: string, by: string, note: string): Promise<RiskScore> {
    const { database, audit, now } = this.#sources
    await database.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('riskAlert')
        .set({ handledBy: by, handledAtMs: now(), note })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('handledBy', 'is', null)
        .returning('subject')
        .execute()
      if (changed.length === 0) {
        const known = transaction.selectFrom('riskAlert').select('handledBy').where('kind', '=', kind)
        const row = await known.where('subject', '=', subject).executeTakeFirst()
        if (row === undefined) throw notFound(`risk alert of ${kind} ${subject}`)
        throw new Refusal(409, 'already-handled', `${row.handledBy} has seen to it already`)
      }
      await audit.append(transaction, { by, action: 'handled', subjectKind: `risk-${kind}`, subject, why: note })
    })
    return this.#publish(kind, subject)
  }

  async keepWeather(rows: RiskTables['riskWeather'][]): Promise<void> {
    await this.#sources.database
      .insertInto('riskWeather')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['store', 'atMs']).doUpdateSet(({ ref }) => ({
          outsideCelsius: ref('excluded.outsideCelsius'),
          rainMm: ref('excluded.rainMm'),
        })),
      )
      .execute()
  }

  async #travellingOrders(nowMs: number): Promise<Order[]> {
    const { database, records } = this.#sources
    const rows = await database
      .selectFrom('order')
      .select('id')
      .where('orderedAtMs', '<=', nowMs)
      .where(({ and, or, eb }) =>
        or([
          eb('deliveredAtMs', '>', nowMs - followedAfterMs),
          and([eb('deliveredAtMs', 'is', null), eb('orderedAtMs', '>', nowMs - travelsAtMostMs)]),
        ]),
      )
      .orderBy('orderedAtMs', 'desc')
      .limit(mostSubjects)
      .execute()
    return records.findAll(
      'orders',
      rows.map(({ id }) => id),
    )
  }

  async #travellingConsignments(nowMs: number) {
    const { database, records } = this.#sources
    const rows = await database
      .selectFrom('consignmentLeg')
      .select('consignment')
      .distinct()
      .where('phase', '=', 'transit')
      .where('fromMs', '<=', nowMs)
      .where('fromMs', '>', nowMs - travelsAtMostMs)
      .where(({ or, eb }) => or([eb('untilMs', 'is', null), eb('untilMs', '>', nowMs - followedAfterMs)]))
      .limit(mostSubjects)
      .execute()
    return records.findAll(
      'consignments',
      rows.map(({ consignment }) => consignment),
    )
  }

  async #score(kind: RiskSubjectKind, one: RiskCase, model: RiskModel, policy: RiskPolicy): Promise<void> {
    const { database, now } = this.#sources
    const probability = probabilityOf(model, one)
    const factors = factorsOf(model, one)
    const crossedAtMs = probability >= policy.alertAtProbability ? now() : null
    const { deliveredAtMs, id: subject } = one
    const row: Row = {
      kind,
      subject,
      probability,
      scoredAtMs: now(),
      crossedAtMs,
      deliveredAtMs,
      factors: JSON.stringify(factors),
    }
    await database
      .insertInto('riskScore')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'subject']).doUpdateSet(({ ref, fn }) => ({
          probability,
          scoredAtMs: row.scoredAtMs,
          deliveredAtMs,
          factors: row.factors,
          crossedAtMs: fn.coalesce(ref('riskScore.crossedAtMs'), ref('excluded.crossedAtMs')),
        })),
      )
      .execute()
    if (crossedAtMs === null) return
    const raised = await database
      .insertInto('riskAlert')
      .values({ kind, subject, raisedAtMs: now(), probability, handledBy: null, handledAtMs: null, note: null })
      .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
      .returning('subject')
      .execute()
    const made = kind === 'order' ? await this.#tell(subject, probability, deliveredAtMs !== null, factors, policy) : 0
    if (raised.length + made > 0) await this.#publish(kind, subject)
  }

  async #tell(
    order: string,
    probability: number,
    delivered: boolean,
    factors: readonly RiskFactor[],
    policy: RiskPolicy,
  ): Promise<number> {
    const made = await this.messages.make({ order, probability, delivered, factors }, policy)
    if (made.includes('coupon-offer')) await this.#proposeCoupon(order, factors)
    return made.length
  }

  /** Puts the claim before staff, where the compensation policy pays for what was measured; it decides whether and how much. */
  async #proposeCoupon(order: string, factors: readonly RiskFactor[]): Promise<void> {
    const top = factors.find(({ contribution }) => contribution > 0)?.factor
    const cause = { delayMinutes: 'late-delivery', overLimitCelsius: 'excursion' }[top ?? '']
    if (cause !== 'late-delivery' && cause !== 'excursion') return
    try {
      const evidence = [{ kind: 'order', id: order } as const]
      await this.#sources.compensations.propose({ order, cause, evidence }, 'larder')
    } catch (error) {
      // Not a claim the policy takes as it stands, such as an excursion without its lot: staff see the offer all the same.
      if (!(error instanceof Refusal)) throw error
    }
  }

  async #publish(kind: RiskSubjectKind, subject: string): Promise<RiskScore> {
    const { database, hub } = this.#sources
    const row = database.selectFrom('riskScore').selectAll().where('kind', '=', kind).where('subject', '=', subject)
    const [score] = await this.#scoresFrom(await row.execute())
    if (score === undefined) throw notFound(`risk score of ${kind} ${subject}`)
    hub.publish('risk', score)
    return score
  }

  async #scoresFrom(rows: readonly Row[]): Promise<RiskScore[]> {
    if (rows.length === 0) return []
    const { database } = this.#sources
    const subjects = rows.map(({ subject }) => subject)
    const orders = rows.filter(({ kind }) => kind === 'order').map(({ subject }) => subject)
    const alerts = await database.selectFrom('riskAlert').selectAll().where('subject', 'in', subjects).execute()
    const messages = Map.groupBy(await this.messages.of(orders), ({ order }) => order)
    const complaints = await complaintsOf(database, orders)
    return rows.map(({ kind, subject, factors, ...row }): RiskScore => {
      const alert = alerts.find((one) => one.kind === kind && one.subject === subject)
      const isOrder = kind === 'order'
      return {
        ...row,
        kind,
        id: subject,
        complainedAtMs: isOrder ? (complaints.get(subject) ?? null) : null,
        factors: JSON.parse(factors) as RiskFactor[],
        alert: alert === undefined ? null : (({ kind: _kind, subject: _subject, ...rest }) => rest)(alert),
        messages: (isOrder ? (messages.get(subject) ?? []) : []).toSorted(
          (a, b) => messageKinds.indexOf(a.kind) - messageKinds.indexOf(b.kind),
        ),
      }
    })
  }
}
