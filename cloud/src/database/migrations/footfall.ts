import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const footfall: Migration = {
  async up(database) {
    const at = { site: 'text', fromMs: 'bigint', camera: 'text' } as const
    const line = {
      ...at,
      line: 'text',
      entrance: 'integer',
      entered: 'integer?',
      leftAgain: 'integer?',
      reEntered: 'integer?',
    } as const
    await table(database, 'footfallLine', line, ['site', 'fromMs', 'camera', 'line']).execute()
    const zone = {
      ...at,
      zone: 'text',
      stays: 'integer?',
      dwellSeconds: 'double precision?',
      queueMean: 'double precision?',
      queueMost: 'integer?',
    } as const
    await table(database, 'footfallZone', zone, ['site', 'fromMs', 'camera', 'zone']).execute()
    const camera = { ...at, countedShare: 'double precision' } as const
    await table(database, 'footfallCamera', camera, ['site', 'fromMs', 'camera']).execute()
    const plan = { site: 'text', version: 'integer', plan: 'text', by: 'text', why: 'text', atMs: 'bigint' } as const
    await table(database, 'footfallPlanVersion', plan, ['site', 'version']).execute()
    const handCount = {
      id: 'text',
      site: 'text',
      by: 'text',
      startedAtMs: 'bigint',
      day: 'text',
      startIn: 'integer',
      startOut: 'integer',
      untilMs: 'bigint?',
      handIn: 'integer?',
      handOut: 'integer?',
      systemIn: 'integer?',
      systemOut: 'integer?',
    } as const
    await table(database, 'footfallHandCount', handCount, ['id']).execute()
    await index(database, 'footfallHandCount', ['site', 'startedAtMs'])
  },
}
