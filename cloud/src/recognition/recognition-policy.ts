import { randomUUID } from 'node:crypto'
import type {
  Assessment,
  RecognitionFigures,
  RecognitionReceipt,
  RecognitionSetting,
} from '@larder/contracts/recognition'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'

export interface RecognitionView {
  setting: RecognitionSetting & { by: string | null; atMs: number | null }
  /** The newest first. */
  assessments: Assessment[]
  kiosks: RecognitionFigures[]
}

type AssessmentText = Omit<Assessment, 'id' | 'atMs' | 'by'>

const subject = { subjectKind: 'recognition', subject: 'faces' }

/** Whether kiosks may recognise members by face. Decisions and figures only: nothing biometric ever reaches the cloud. */
export class RecognitionPolicy {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number
  #changed = (): void => undefined

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** Told when somebody has switched it, so that kiosks hear of it at once. */
  onChange(changed: () => void): void {
    this.#changed = changed
  }

  async record(text: AssessmentText, by: string): Promise<Assessment> {
    const assessment: Assessment = { id: randomUUID(), atMs: this.#now(), by, ...text }
    await this.#database.transaction().execute(async (transaction) => {
      await transaction.insertInto('recognitionAssessment').values(assessment).execute()
      const entry = {
        ...subject,
        by,
        action: 'impact-assessed',
        why: text.purpose,
        detail: { assessment: assessment.id },
      }
      await this.#audit.append(transaction, entry)
    })
    return assessment
  }

  /** Refuses with 409 while no impact assessment is on record. */
  async switch(enabled: boolean, by: string, why: string): Promise<void> {
    const assessment = await this.#newest()
    if (enabled && assessment === undefined) {
      throw new Refusal(409, 'not-assessed', 'record an impact assessment first: nobody may be recognised without one')
    }
    const row = { enabled: enabled ? 1 : 0, by, atMs: this.#now() }
    await this.#database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('recognitionSetting')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
      const action = enabled ? 'switched-on' : 'switched-off'
      await this.#audit.append(transaction, { ...subject, by, action, why, detail: { assessment: assessment?.id } })
    })
    this.#changed()
  }

  /** What the kiosks are told. */
  async setting(): Promise<RecognitionSetting> {
    const row = await this.#row()
    const assessment = await this.#newest()
    return { enabled: row?.enabled === 1, assessment: assessment?.id ?? null }
  }

  async view(): Promise<RecognitionView> {
    const row = await this.#row()
    const assessments = await this.#database
      .selectFrom('recognitionAssessment')
      .selectAll()
      .orderBy('atMs', 'desc')
      .orderBy('id')
      .limit(50)
      .execute()
    const kiosks = await this.#database.selectFrom('recognitionFigures').select('figures').orderBy('kiosk').execute()
    return {
      setting: { ...(await this.setting()), by: row?.by ?? null, atMs: row?.atMs ?? null },
      assessments,
      kiosks: kiosks.map(({ figures }) => JSON.parse(figures) as RecognitionFigures),
    }
  }

  async told(figures: RecognitionFigures): Promise<void> {
    const row = { atMs: figures.atMs, figures: JSON.stringify(figures) }
    await this.#database
      .insertInto('recognitionFigures')
      .values({ kiosk: figures.kiosk, ...row })
      .onConflict((conflict) => conflict.column('kiosk').doUpdateSet(row))
      .execute()
  }

  /** An enrolment or erasure at a kiosk, once however often it is told. */
  async receipt(receipt: RecognitionReceipt, kiosk: string): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('recognitionReceipt')
        .values({ id: receipt.id, kiosk, atMs: receipt.atMs })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow()
      if (Number(numInsertedOrUpdatedRows) === 0) return
      const { kind, member, grounds, shots, id, atMs } = receipt
      await this.#audit.append(transaction, {
        by: kiosk,
        action: `face-${kind}`,
        subjectKind: 'member',
        subject: member,
        why: grounds,
        detail: { receipt: id, shots, atMs },
      })
    })
  }

  #row() {
    return this.#database.selectFrom('recognitionSetting').selectAll().where('id', '=', 1).executeTakeFirst()
  }

  #newest() {
    return this.#database
      .selectFrom('recognitionAssessment')
      .select('id')
      .orderBy('atMs', 'desc')
      .orderBy('id')
      .executeTakeFirst()
  }
}
