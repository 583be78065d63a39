import type { RiskCard } from '@larder/contracts/risk'
import type { Database } from '../database/open.ts'
import type { RiskModel } from './models.ts'

/** Six digits are more than the data carries, and half the bytes. */
const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value

export async function keepModel(database: Database, model: RiskModel, card: RiskCard): Promise<void> {
  const row = {
    trainedAtMs: card.trainedAtMs,
    model: JSON.stringify(model, shortened),
    card: JSON.stringify(card, shortened),
  }
  await database.insertInto('riskModel').values(row).execute()
}

/** When the newest model was trained; undefined where there is none. */
export async function newestModelMs(database: Database): Promise<number | undefined> {
  const { atMs } = await database
    .selectFrom('riskModel')
    .select(({ fn }) => fn.max('trainedAtMs').as('atMs'))
    .executeTakeFirstOrThrow()
  return atMs === null ? undefined : Number(atMs)
}

export async function readModel(
  database: Database,
  trainedAtMs: number,
): Promise<{ model: RiskModel; card: RiskCard }> {
  const row = await database
    .selectFrom('riskModel')
    .selectAll()
    .where('trainedAtMs', '=', trainedAtMs)
    .executeTakeFirstOrThrow()
  return { model: JSON.parse(row.model) as RiskModel, card: JSON.parse(row.card) as RiskCard }
}
