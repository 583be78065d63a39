import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, passwords, situation, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

const iso = (atMs: number) => new Date(atMs).toISOString()

describe.each(await databasesUnderTest())('dispositions and the HACCP log on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller

  const decide = (caller: Caller, lot: string, decision: string, more: object = {}) => {
    const password = caller === staff ? passwords.staff : passwords.manager
    return caller.post('/api/dispositions', { lot, decision, reason: 'core at 6 °C', password, ...more })
  }
  const standing = async (lot: string) => (await staff.get(`/api/lots/${lot}/standing`)).body.state

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    const product = { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }
    await manager.post('/api/products', product)
    const rows = ['A', 'B', 'C'].map((id) => `${id},salmon,F,海,Sea,2026-11-18T00:00:00Z,100`)
    const file = ['id,product,supplier,originZh,originEn,packedAt,quantity', ...rows].join('\n')
    await staff.csv('/api/imports/lots', file)
    const { nowMs } = cloud.clock
    const legs = ['id,lots,site,asset,phase,from', `K1,A; B,shop-1,cabinet-1,cabinet,${iso(nowMs - 3_600_000)}`]
    await staff.csv('/api/imports/consignments', legs.join('\n'))
    await cloud.services.alerts.apply(
      situation({ id: 'warm-cabinet', peakCelsius: 6.5, limitCelsius: 4, openedAtMs: nowMs - 60_000 }),
    )
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('an alert names the lots it concerns; staff hold one, and it is blocked at once', async () => {
    expect((await staff.get('/api/alerts/warm-cabinet/lots')).body).toEqual(['A', 'B'])
    const held = await decide(staff, 'A', 'hold', { alert: 'warm-cabinet', correctiveAction: 'moved to the cold room' })
    expect(held).toMatchObject({ status: 201, body: { by: 'staff', alert: 'warm-cabinet', decision: 'hold' } })
    expect([await standing('A'), await standing('B')]).toEqual(['held', 'free'])
    expect((await staff.get('/api/marked-goods')).body).toMatchObject([{ asset: 'cabinet-1', lot: 'A' }])
  })

  test('only a manager releases or rejects, with the own password, and only what may follow', async () => {
    expect((await decide(staff, 'A', 'release')).status).toBe(403)
    expect((await decide(manager, 'A', 'release', { password: 'guess' })).body.error.code).toBe('wrong-signature')
    expect((await decide(manager, 'B', 'release')).body.error).toMatchObject({ code: 'wrong-state' })
    expect((await decide(manager, 'A', 'hold')).status).toBe(409)
    cloud.clock.nowMs += 1000
    expect((await decide(manager, 'A', 'release')).status).toBe(201)
    expect(await standing('A')).toBe('free')
    cloud.clock.nowMs += 1000
    expect((await decide(manager, 'A', 'reject')).status).toBe(201)
    expect((await decide(manager, 'A', 'release')).status).toBe(409)
    expect(await standing('A')).toBe('held')
    const history = (await staff.get('/api/dispositions?lot=A')).body
    expect(history.map((one: { decision: string; by: string }) => [one.decision, one.by])).toEqual([
      ['reject', 'manager'],
      ['release', 'manager'],
      ['hold', 'staff'],
    ])
    expect((await decide(manager, 'nothing', 'hold')).status).toBe(404)
    expect((await decide(manager, 'B', 'hold', { alert: 'no-such-alert' })).status).toBe(404)
  })

  test('of two who decide at once one is refused', async () => {
    const answers = await Promise.all([decide(manager, 'C', 'hold'), decide(manager, 'C', 'hold')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('an observation is signed, marked when it is late, and reviewed by another person', async () => {
    const { nowMs } = cloud.clock
    const entry = { site: 'shop-1', asset: 'cabinet-1', lot: 'B', what: 'core temperature', value: '1.8 °C' }
    const enter = (more: object) => staff.post('/api/haccp', { ...entry, password: passwords.staff, ...more })
    expect((await enter({ observedAt: iso(nowMs), password: 'x' })).status).toBe(403)
    expect((await enter({ observedAt: iso(nowMs + 60_000) })).body.error.fields[0].field).toBe('observedAt')
    expect((await enter({ observedAt: iso(nowMs), lot: 'Z' })).body.error.fields[0].field).toBe('lot')
    const prompt = await enter({ observedAt: iso(nowMs - 5 * 60_000) })
    expect(prompt).toMatchObject({ status: 201, body: { by: 'staff', late: false, reviewedBy: null } })
    const late = await enter({ observedAt: iso(nowMs - 61 * 60_000), correctiveAction: '-re-iced' })
    expect(late.body.late).toBe(true)
    const review = (id: string, caller: Caller, password: string) =>
      caller.post(`/api/haccp/${id}/review`, { password })
    expect((await review(prompt.body.id, staff, passwords.staff)).status).toBe(403)
    expect((await review(prompt.body.id, manager, passwords.manager)).body).toMatchObject({ reviewedBy: 'manager' })
    expect((await review(prompt.body.id, manager, passwords.manager)).status).toBe(409)
    const own = await manager.post('/api/haccp', { ...entry, observedAt: iso(nowMs), password: passwords.manager })
    expect((await review(own.body.id, manager, passwords.manager)).body.error.code).toBe('own-entry')
    expect((await staff.get('/api/haccp?open=true')).body).toHaveLength(2)
    const { headers, text } = await staff.get('/api/haccp.csv')
    expect(headers['content-disposition']).toContain('haccp-log.csv')
    const lines = text.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain("late,shop-1,cabinet-1,B,core temperature,1.8 °C,'-re-iced,staff,,,")
  })

  test('closing an alert with a corrective action writes an entry, or does neither', async () => {
    const close = (more: object) =>
      staff.post('/api/alerts/warm-cabinet/resolve', {
        reason: 'cold again',
        correctiveAction: { action: 'door seal replaced', lot: 'B', password: passwords.staff, ...more },
      })
    expect((await close({ password: 'x' })).status).toBe(403)
    expect((await close({ lot: 'Z' })).status).toBe(422)
    expect((await staff.get('/api/alerts/warm-cabinet')).body.closedAtMs).toBeNull()
    expect((await close({})).status).toBe(200)
    const [entry] = (await staff.get('/api/haccp')).body.filter(({ alert }: { alert: string }) => alert !== null)
    expect(entry).toMatchObject({
      alert: 'warm-cabinet',
      asset: 'cabinet-1',
      lot: 'B',
      value: '6.5 °C (limit 4 °C)',
      correctiveAction: 'door seal replaced',
      by: 'staff',
      late: false,
    })
  })

  test('each cause has its corrective actions, and a manager writes the site’s own', async () => {
    const before = (await staff.get('/api/corrective-actions')).body
    expect(before['too-warm'].length).toBeGreaterThan(2)
    const actions = [{ zh: '加冰', en: 'Ice added' }]
    expect((await staff.post('/api/corrective-actions', { cause: 'too-warm', actions })).status).toBe(403)
    const after = (await manager.post('/api/corrective-actions', { cause: 'too-warm', actions })).body
    expect(after).toEqual({ ...before, 'too-warm': actions })
    expect((await manager.post('/api/corrective-actions', { cause: 'bad-luck', actions })).status).toBe(400)
  })

  test('what happened to lots is told as plain records, for the export of events', async () => {
    const told = await cloud.services.lots.happenings(0, cloud.clock.nowMs + 1)
    expect(told.map(({ kind }) => kind)).toEqual(['disposition', 'disposition', 'disposition', 'disposition'])
    expect(new Set(told.map(({ id }) => id)).size).toBe(4)
    expect(await cloud.services.lots.happenings(0, 1)).toEqual([])
  })

  test('the audit log is for managers, filtered, and says that its chain is whole', async () => {
    expect((await staff.get('/api/audit')).status).toBe(403)
    const released = (await manager.get('/api/audit?subjectKind=lot&subject=A&action=released')).body
    expect(released).toMatchObject([{ by: 'manager', why: 'core at 6 °C', subject: 'A' }])
    const all = (await manager.get('/api/audit?limit=2')).body
    const older = (await manager.get(`/api/audit?limit=2&beforeOrdinal=${all[1].ordinal}`)).body
    expect(older[0].ordinal).toBe(all[1].ordinal - 1)
    expect((await manager.get('/api/audit/verdict')).body).toMatchObject({ intact: true })
  })

  test('probes without a calibration in force come first', async () => {
    const probe = { site: 'shop-1', asset: 'cabinet-1', probe: 'air', offsetCelsius: 0, uncertaintyCelsius: 0.1 }
    const dayMs = 86_400_000
    const states = async () =>
      (await staff.get('/api/calibrations-due')).body.map((one: { probe: string; state: string }) => one.state)
    expect(await states()).toEqual(['never'])
    const { nowMs } = cloud.clock
    const calibrate = (at: number, dueAt: number) =>
      manager.post('/api/calibrations', { ...probe, at: iso(at), dueAt: iso(dueAt) })
    await calibrate(nowMs - 400 * dayMs, nowMs - 35 * dayMs)
    expect(await states()).toEqual(['overdue'])
    await calibrate(nowMs - 2 * dayMs, nowMs + 29 * dayMs)
    expect(await states()).toEqual(['due'])
    await calibrate(nowMs - dayMs, nowMs + 365 * dayMs)
    expect(await states()).toEqual(['in-force'])
  })
})
