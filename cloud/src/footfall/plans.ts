import { type FootfallPlan, footfallPlanMessage } from '@larder/contracts/footfall-plan'
import type { FootfallPlanView } from '@larder/contracts/footfall-view'
import { topicOf } from '@larder/contracts/topics'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'

export interface PlansOptions {
  database: Database
  audit: AuditLog
  publisher: { readonly connected: boolean; publish(topic: string, payload: string, retain: boolean): Promise<void> }
  now(): number
  log(line: string): void
}

const drawnByNobody = footfallPlanMessage.parse({ editedAtMs: 0, cameras: {} })
const shownVersions = 50

/** Where people are counted, by site, with every edit of it. The newest is told to the site's edge, retained. */
export class Plans {
  readonly #options: PlansOptions

  constructor(options: PlansOptions) {
    this.#options = options
  }

  async view(site: string): Promise<FootfallPlanView> {
    const rows = await this.#rows(site)
    const { editedAtMs: _, ...plan } = await this.inForce(site)
    const history = rows.map(({ atMs, by, version, why }) => ({ version, by, why, atMs }))
    return { version: rows[0]?.version ?? 0, plan, history }
  }

  async inForce(site: string): Promise<FootfallPlan> {
    const [newest] = await this.#rows(site, 1)
    return newest === undefined
      ? drawnByNobody
      : footfallPlanMessage.parse({ ...JSON.parse(newest.plan), editedAtMs: newest.atMs })
  }

  async edit(
    site: string,
    edit: { version: number; plan: FootfallPlanView['plan']; why: string; by: string },
  ): Promise<void> {
    const { database, audit, now } = this.#options
    const { by, plan, version, why } = edit
    await database.transaction().execute(async (transaction) => {
      // The audit log's head is locked first, so that of two editors one sees the other's version.
      const detail = { version: version + 1, plan }
      const what = { action: 'drew', subjectKind: 'footfall-plan', subject: site }
      await audit.append(transaction, { by, why, detail, ...what })
      const newest = await transaction
        .selectFrom('footfallPlanVersion')
        .select((select) => select.fn.max('version').as('version'))
        .where('site', '=', site)
        .executeTakeFirst()
      if (Number(newest?.version ?? 0) !== version) {
        throw new Refusal(409, 'edited-meanwhile', 'somebody has drawn it anew meanwhile: look at their version first')
      }
      const row = { site, version: version + 1, plan: JSON.stringify(plan), by, why, atMs: now() }
      await transaction.insertInto('footfallPlanVersion').values(row).execute()
    })
    await this.announce(site)
  }

  /** Tells every site's edge what is drawn; whoever never drew tells nothing, and the configured lines hold. */
  async announceAll(): Promise<void> {
    const sites = await this.#options.database.selectFrom('footfallPlanVersion').select('site').distinct().execute()
    for (const { site } of sites) await this.announce(site)
  }

  async announce(site: string): Promise<void> {
    const { log, publisher } = this.#options
    if (!publisher.connected) return
    const payload = JSON.stringify(await this.inForce(site))
    publisher
      .publish(topicOf('footfall-plan', { site }), payload, true)
      .catch((error: unknown) => log(`the lines and zones wait for the broker: ${error}`))
  }

  #rows(site: string, limit = shownVersions) {
    return this.#options.database
      .selectFrom('footfallPlanVersion')
      .selectAll()
      .where('site', '=', site)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute()
  }
}
