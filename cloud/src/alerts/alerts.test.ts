import type { Notification } from '@larder/contracts/notification'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, situation, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

describe.each(await databasesUnderTest())('alerts on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('duplicates and revisions out of order change nothing', async () => {
    const { alerts } = cloud.services
    const id = 'order-of-revisions'
    expect((await alerts.apply(situation({ id })))?.history.map(({ action }) => action)).toEqual(['opened'])
    expect(await alerts.apply(situation({ id }))).toBeUndefined()
    const third = await alerts.apply(situation({ id, revision: 3, severity: 'critical', peakCelsius: 9 }))
    expect(third?.situation.peakCelsius).toBe(9)
    expect(await alerts.apply(situation({ id, revision: 2, peakCelsius: 5 }))).toBeUndefined()
    const alert = await alerts.get(id)
    expect(alert.situation).toMatchObject({ revision: 3, severity: 'critical', peakCelsius: 9 })
    expect(alert.history.map(({ action, note }) => [action, note])).toEqual([
      ['opened', 'warning'],
      ['updated', 'critical'],
    ])
  })

  test('an alert lives from opened to resolved with everyone named and every reason kept', async () => {
    const id = 'whole-life'
    await cloud.services.alerts.apply(situation({ id }))
    const staff = await cloud.as('staff')
    cloud.clock.nowMs += 1000
    expect((await staff.post(`/api/alerts/${id}/acknowledge`, { reason: '' })).status).toBe(400)
    const taken = await staff.post(`/api/alerts/${id}/acknowledge`, { reason: 'moved the fish' })
    expect(taken.body).toMatchObject({ acknowledgedBy: 'staff', acknowledgedAtMs: cloud.clock.nowMs })
    expect((await staff.post(`/api/alerts/${id}/assign`, { to: 'nobody-here' })).body.error.fields[0].field).toBe('to')
    await staff.post(`/api/alerts/${id}/assign`, { to: 'manager' })
    await staff.post(`/api/alerts/${id}/comment`, { text: 'the door seal is torn' })
    cloud.clock.nowMs += 1000
    await cloud.services.alerts.apply(situation({ id, revision: 2, state: 'resolved', untilMs: cloud.clock.nowMs }))
    const alert = (await staff.get(`/api/alerts/${id}`)).body
    expect(alert).toMatchObject({ assignedTo: 'manager', closedAtMs: cloud.clock.nowMs })
    expect(
      alert.history.map((line: { action: string; by: string; note: string }) => [line.action, line.by, line.note]),
    ).toEqual([
      ['opened', 'edge', 'warning'],
      ['acknowledged', 'staff', 'moved the fish'],
      ['assigned', 'staff', 'manager'],
      ['commented', 'staff', 'the door seal is torn'],
      ['resolved', 'edge', ''],
    ])
    const listed = async (state: string) =>
      (await staff.get(`/api/alerts?state=${state}`)).body.map((one: { id: string }) => one.id)
    expect(await listed('open')).not.toContain(id)
    expect(await listed('closed')).toContain(id)
  })

  test('of two people who acknowledge at once one is told who was first, and one acknowledgement goes out', async () => {
    const id = 'two-at-once'
    await cloud.services.alerts.apply(situation({ id }))
    const [staff, manager] = await Promise.all([cloud.as('staff'), cloud.as('manager')])
    const answers = await Promise.all(
      [staff, manager].map((caller) => caller.post(`/api/alerts/${id}/acknowledge`, { reason: 'I have it' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const waiting = await cloud.services.database.selectFrom('outbox').select(['topic', 'payload']).execute()
    const ours = waiting.filter(({ payload }) => payload.includes(id))
    expect(ours.map(({ topic }) => topic)).toEqual(['larder/v1/acknowledgement/shop-1/cabinet-1/too-warm'])
  })

  test('who resolves what nobody took acknowledges it too; becoming critical opens it again', async () => {
    const id = 'resolved-by-hand'
    await cloud.services.alerts.apply(situation({ id }))
    const staff = await cloud.as('staff')
    const resolved = await staff.post(`/api/alerts/${id}/resolve`, { reason: 'cleaning' })
    expect(resolved.body).toMatchObject({ acknowledgedBy: 'staff', closedAtMs: cloud.clock.nowMs })
    expect((await staff.post(`/api/alerts/${id}/resolve`, { reason: 'cleaning' })).status).toBe(409)
    const worse = await cloud.services.alerts.apply(situation({ id, revision: 2, severity: 'critical' }))
    expect(worse?.closedAtMs).toBeNull()
  })

  test('a warning that was taken and becomes critical is nobody’s again, and the history keeps who took it', async () => {
    const id = 'taken-as-a-warning'
    await cloud.services.alerts.apply(situation({ id }))
    const [staff, manager] = await Promise.all([cloud.as('staff'), cloud.as('manager')])
    await staff.post(`/api/alerts/${id}/acknowledge`, { reason: 'door closed' })
    const worse = await cloud.services.alerts.apply(situation({ id, revision: 2, severity: 'critical' }))
    expect(worse).toMatchObject({ acknowledgedBy: null, acknowledgedAtMs: null })
    expect((await manager.post(`/api/alerts/${id}/acknowledge`, { reason: 'on my way' })).status).toBe(200)
    const { history } = await cloud.services.alerts.get(id)
    expect(history.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'opened edge',
      'acknowledged staff',
      'updated edge',
      'acknowledged manager',
    ])
    const waiting = await cloud.services.database.selectFrom('outbox').select('payload').execute()
    const ours = waiting.map(({ payload }) => JSON.parse(payload)).filter((message) => message.situation === id)
    expect(ours.map(({ severity }) => severity)).toEqual(['warning', 'critical'])
  })

  test('a condition that is over is said so once, however often it is told, and may come back', async () => {
    const id = 'told-often'
    const { alerts } = cloud.services
    await alerts.apply(situation({ id }))
    const over = { id, state: 'resolved', untilMs: cloud.clock.nowMs } as const
    await alerts.apply(situation({ ...over, revision: 2 }))
    await alerts.apply(situation({ ...over, revision: 3, peakCelsius: 6 }))
    const back = await alerts.apply(situation({ id, revision: 4 }))
    expect(back).toMatchObject({ closedAtMs: null, situation: { revision: 4 } })
    expect(back?.history.map(({ action }) => action)).toEqual(['opened', 'resolved', 'opened'])
  })

  test('a notice is kept once, raises the level and stands in the history', async () => {
    const id = 'notices'
    await cloud.services.alerts.apply(situation({ id }))
    const notice: Notification = {
      id: 'notice-1',
      situation: id,
      site: 'shop-1',
      asset: 'cabinet-1',
      cause: 'too-warm',
      severity: 'warning',
      kind: 'escalated',
      channel: 'email',
      to: 'manager',
      level: 2,
      text: { zh: '升级', en: 'escalated' },
      atMs: cloud.clock.nowMs,
      outcome: 'failed',
      error: 'no route',
    }
    expect(await cloud.services.alerts.notified(notice)).toMatchObject({ escalationLevel: 2 })
    expect(await cloud.services.alerts.notified(notice)).toBeUndefined()
    const { history } = await cloud.services.alerts.get(id)
    expect(history.at(-1)).toMatchObject({ action: 'escalated', by: 'flows', note: 'email: manager (no route)' })
  })

  test('the opening stands first, also when the notice came before it and devices’ clocks run ahead', async () => {
    const id = 'told-before-known'
    const notice: Notification = {
      id: 'early-notice',
      situation: id,
      site: 'shop-1',
      asset: 'cabinet-1',
      cause: 'too-warm',
      severity: 'warning',
      kind: 'raised',
      channel: 'console',
      to: 'console',
      level: 0,
      text: { zh: '告警', en: 'raised' },
      atMs: cloud.clock.nowMs,
      outcome: 'sent',
    }
    expect(await cloud.services.alerts.notified(notice)).toBeUndefined()
    const alert = await cloud.services.alerts.apply(situation({ id, openedAtMs: cloud.clock.nowMs + 60_000 }))
    expect(alert?.history.map(({ action }) => action)).toEqual(['opened', 'notified'])
  })

  test('an unknown alert is not found', async () => {
    const staff = await cloud.as('staff')
    expect((await staff.post('/api/alerts/none/comment', { text: 'x' })).body.error.code).toBe('not-found')
  })
})
