import { type Profile, profile } from '@larder/contracts/profile'
import { mostProfiles, type ProfilesMessage } from '@larder/contracts/profile-set'
import { profiles as builtIn, isBuiltIn, ownProfileName, type ProfileSet } from '@larder/contracts/profiles'
import type { RuleDetail, RuleVersion, RuleView } from '@larder/contracts/rule'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Sites } from '../sites/sites.ts'

export interface ProfilesOptions {
  database: Database
  audit: AuditLog
  sites: Pick<Sites, 'all'>
  now(): number
  log(line: string): void
}

export interface Edit {
  name: string
  /** The version its editor saw. */
  version: number
  by: string
  why: string
}

/** What a kind of goods tolerates, as edited: the built-in values, each with its newest edit over it. */
export class Profiles {
  readonly #options: ProfilesOptions
  #all: ProfileSet = builtIn
  #editedAtMs = 0

  constructor(options: ProfilesOptions) {
    this.#options = options
  }

  /** Reads the newest edits; what a later version of the program cannot read is named and not used. */
  async load(): Promise<void> {
    const newest = new Map((await this.#rows()).map((row) => [row.name, row]))
    const all: Record<string, Profile> = { ...builtIn }
    for (const { name, profile: text } of newest.values()) {
      const edited = text === null ? undefined : this.#readable(name, text)
      if (edited !== undefined) all[name] = edited
    }
    this.#all = all
    this.#editedAtMs = Math.max(0, ...[...newest.values()].map(({ atMs }) => atMs))
  }

  /** Every profile in force, by name. */
  get all(): ProfileSet {
    return this.#all
  }

  get message(): ProfilesMessage {
    return { editedAtMs: this.#editedAtMs, profiles: { ...this.#all } }
  }

  /** The built-in ones first, in their own order. */
  async list(): Promise<RuleView[]> {
    const newest = new Map((await this.#rows()).map((row) => [row.name, row]))
    const products = await this.#productCounts()
    return Object.entries(this.#all).map(([name, value]) => {
      const { profile: _, ...edited } = newest.get(name) ?? { profile: null, name: '' }
      return {
        name,
        builtIn: isBuiltIn(name),
        profile: value,
        edited: 'version' in edited ? told(edited) : null,
        assets: this.#assetsOf(name),
        products: products.get(name) ?? 0,
      }
    })
  }

  /** One profile with its history; rejects with 404 for a name that is not in force. */
  async detail(name: string): Promise<RuleDetail> {
    const view = (await this.list()).find((one) => one.name === name)
    if (view === undefined) throw notFound(`profile ${name}`)
    const rows = (await this.#rows(name)).reverse()
    const history = rows.map(({ profile: text, ...row }): RuleVersion => {
      return { ...told(row), profile: text === null ? null : (JSON.parse(text) as Profile) }
    })
    return { ...view, default: isBuiltIn(name) ? builtIn[name] : null, history }
  }

  /** Puts a profile in force, a built-in one or one of the shop's own. */
  async edit(edit: Edit, next: Profile): Promise<void> {
    const { name } = edit
    if (!isBuiltIn(name) && !ownProfileName.test(name)) {
      throw refused('name', 'call a profile of your own "own-", then 1 to 40 of a-z, 0-9 and "-"')
    }
    if (!Object.hasOwn(this.#all, name) && Object.keys(this.#all).length >= mostProfiles) {
      throw refused('name', `there are ${mostProfiles} profiles already: remove one of your own first`)
    }
    await this.#append(edit, 'edited', next)
  }

  /** Takes back all edits of a built-in profile; removes one of the shop's own that nothing names. */
  async reset(edit: Edit): Promise<void> {
    const { name } = edit
    if (!Object.hasOwn(this.#all, name)) throw notFound(`profile ${name}`)
    if (!isBuiltIn(name)) {
      const assets = this.#assetsOf(name).map(({ asset }) => asset)
      const products = (await this.#productCounts()).get(name) ?? 0
      if (assets.length + products > 0) {
        const users = [...assets, ...(products > 0 ? [`${products} products`] : [])].join(', ')
        throw new Refusal(409, 'in-use', `it is still named by ${users}: give them another profile first`)
      }
    }
    await this.#append(edit, isBuiltIn(name) ? 'reset' : 'removed', null)
  }

  async #append({ name, version, by, why }: Edit, action: string, next: Profile | null): Promise<void> {
    const { database, audit, now } = this.#options
    const before = Object.hasOwn(this.#all, name) ? this.#all[name] : null
    await database.transaction().execute(async (transaction) => {
      // The audit log's head is locked first, so that of two editors one sees the other's version.
      const detail = { version: version + 1, before, after: next }
      await audit.append(transaction, { by, action, subjectKind: 'profile', subject: name, why, detail })
      const newest = await transaction
        .selectFrom('profileVersion')
        .select((select) => select.fn.max('version').as('version'))
        .where('name', '=', name)
        .executeTakeFirst()
      if (Number(newest?.version ?? 0) !== version) {
        throw new Refusal(409, 'edited-meanwhile', 'somebody has edited it meanwhile: look at their version first')
      }
      await transaction
        .insertInto('profileVersion')
        .values({ name, version: version + 1, profile: next && JSON.stringify(next), by, why, atMs: now() })
        .execute()
    })
    await this.load()
  }

  async #rows(name?: string) {
    let query = this.#options.database.selectFrom('profileVersion').selectAll().orderBy('name').orderBy('version')
    if (name !== undefined) query = query.where('name', '=', name)
    const rows = await query.execute()
    return rows.map((row) => ({ ...row, version: Number(row.version), atMs: Number(row.atMs) }))
  }

  #readable(name: string, text: string): Profile | undefined {
    const { data, error } = profile.safeParse(JSON.parse(text))
    const [issue] = error?.issues ?? []
    if (issue !== undefined) {
      this.#options.log(`the edited profile ${name} is not used: ${issue.path.join('.')}: ${issue.message}`)
    }
    return data
  }

  #assetsOf(name: string): RuleView['assets'] {
    return this.#options.sites.all.flatMap(({ id: site, assets }) =>
      assets.filter(({ profile: named }) => named === name).map(({ id: asset }) => ({ site, asset })),
    )
  }

  async #productCounts(): Promise<Map<string, number>> {
    const rows = await this.#options.database
      .selectFrom('product')
      .select((select) => ['profile', select.fn.countAll().as('count')] as const)
      .groupBy('profile')
      .execute()
    return new Map(rows.map(({ profile: name, count }) => [name, Number(count)]))
  }
}

const told = ({ version, by, why, atMs }: Omit<RuleVersion, 'profile'>) => ({ version, by, why, atMs })

const refused = (field: string, message: string): Refusal =>
  new Refusal(422, 'invalid', `${field}: ${message}`, { fields: [{ field, message }] })
