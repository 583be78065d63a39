import type { CorrectiveActions } from '@larder/contracts/haccp'
import { type Cause, cause } from '@larder/contracts/situation'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'

type Actions = CorrectiveActions['actions']

const moved = { zh: '已把商品移到正常设备', en: 'Goods moved to a cold unit' }
const held = { zh: '已扣留商品，待评估', en: 'Goods held for evaluation' }
const discarded = { zh: '已销毁受影响商品', en: 'Affected goods thrown away' }
const serviced = { zh: '已报修制冷设备', en: 'Refrigeration service called' }
const checked = { zh: '已用手持温度计核对中心温度', en: 'Core temperature checked by hand' }
const probe = { zh: '已更换或重新安装探头', en: 'Probe replaced or mounted again' }
const network = { zh: '已检查网关、电源和网络', en: 'Gateway, power and network checked' }

const warm: Actions = [checked, moved, held, discarded, serviced]
const defrost: Actions = [{ zh: '已调整除霜设置', en: 'Defrost settings corrected' }, serviced, checked]
const blind: Actions = [probe, network, checked]
const machine: Actions = [{ zh: '已腾出磁盘空间', en: 'Disk space made' }, network]

/** What is offered until a manager writes a cause's own list. */
const defaults: Record<Cause, Actions> = {
  'too-warm': warm,
  'too-cold': [checked, moved, held, { zh: '已调高设定温度', en: 'Set point raised' }],
  'too-warm-in-total': warm,
  'too-cold-in-total': [checked, held, { zh: '已调高设定温度', en: 'Set point raised' }],
  'rising-fast': [{ zh: '已关好门', en: 'Door closed' }, checked, moved, serviced],
  'predicted-breach': [moved, serviced, checked],
  'life-spent': [{ zh: '已降价或优先售出', en: 'Marked down or sold first' }, held, discarded],
  'unexplained-warmth': [checked, { zh: '已检查门和装载', en: 'Door and loading checked' }, serviced],
  'defrost-missed': defrost,
  'defrost-overlong': defrost,
  'door-open': [{ zh: '已关好门', en: 'Door closed' }, { zh: '已更换门封', en: 'Door seal replaced' }, checked],
  silence: blind,
  'sensor-fault': blind,
  'stale-value': blind,
  'journal-filling': machine,
  'store-unreachable': machine,
}

/** The list of corrective actions of each cause: ours, or the site's own. */
export class CorrectiveActionLists {
  readonly #database: Database
  readonly #audit: AuditLog

  constructor(database: Database, audit: AuditLog) {
    this.#database = database
    this.#audit = audit
  }

  async all(): Promise<Record<Cause, Actions>> {
    const own = await this.#database.selectFrom('correctiveAction').selectAll().execute()
    const written = new Map(own.map(({ cause: name, actions }) => [name, JSON.parse(actions) as Actions]))
    const rows = cause.options.map((name) => [name, written.get(name) ?? defaults[name]])
    return Object.fromEntries(rows) as Record<Cause, Actions>
  }

  async replace({ cause: name, actions }: CorrectiveActions, by: string): Promise<void> {
    const row = { actions: JSON.stringify(actions) }
    await this.#database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('correctiveAction')
        .values({ cause: name, ...row })
        .onConflict((conflict) => conflict.column('cause').doUpdateSet(row))
        .execute()
      const entry = { by, action: 'edited', subjectKind: 'corrective-actions', subject: name, why: '', detail: actions }
      await this.#audit.append(transaction, entry)
    })
  }
}
