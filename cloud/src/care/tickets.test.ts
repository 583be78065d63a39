import type { Ticket } from '@larder/contracts/ticket'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { keepTime } from './retention.ts'
import type { TicketOpening } from './tickets.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

describe.each(await databasesUnderTest())('tickets on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let count = 0

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const open = async (different: Partial<TicketOpening> = {}): Promise<Ticket> => {
    count += 1
    const opening = { scene: 'damaged', order: `O${count}`, text: 'Broken.', by: 'risk', evidence: null }
    const given = { ...opening, scene: 'packaging-damaged', ...different } as TicketOpening
    return (await cloud.services.tickets.open(given)).ticket
  }
  const move = (id: string, to: string, reason = 'as agreed') => staff.post(`/api/tickets/${id}/move`, { to, reason })

  test('a ticket lives from opened to resolved with everyone named', async () => {
    const { id, firstAnswerDueAtMs } = await open()
    expect(firstAnswerDueAtMs).toBe(cloud.clock.nowMs + 8 * hourMs)
    const assigned = await staff.post(`/api/tickets/${id}/assign`, { to: 'manager' })
    expect(assigned.body).toMatchObject({ assignedTo: 'manager', state: 'open' })
    expect((await staff.post(`/api/tickets/${id}/assign`, { to: 'nobody' })).body.error.fields[0].field).toBe('to')
    await staff.post(`/api/tickets/${id}/notes`, { text: 'photo seen' })
    const answered = (await staff.post(`/api/tickets/${id}/notes`, { text: 'we are sorry', told: true })).body
    expect(answered).toMatchObject({ state: 'in-progress', firstAnsweredAtMs: cloud.clock.nowMs })
    expect(answered.dueAtMs).toBe(answered.resolutionDueAtMs)
    const resolved = (await move(id, 'resolved', 'a new one sent')).body as Ticket
    expect(resolved).toMatchObject({ state: 'resolved', dueAtMs: null, resolvedAtMs: cloud.clock.nowMs })
    expect(resolved.history.map(({ action, by, note }) => [action, by, note])).toEqual([
      ['opened', 'risk', ''],
      ['assigned', 'staff', 'manager'],
      ['noted', 'staff', 'photo seen'],
      ['answered', 'staff', 'we are sorry'],
      ['resolved', 'staff', 'a new one sent'],
    ])
  })

  test('while the customer is waited for the clock of the resolution stands still', async () => {
    const { id, resolutionDueAtMs } = await open()
    await staff.post(`/api/tickets/${id}/notes`, { text: 'a photo, please', told: true })
    expect((await move(id, 'waiting')).body).toMatchObject({ dueAtMs: null, waitingSinceMs: cloud.clock.nowMs })
    cloud.clock.nowMs += 5 * hourMs
    expect((await move(id, 'in-progress')).body).toMatchObject({
      waitingSinceMs: null,
      resolutionDueAtMs: resolutionDueAtMs + 5 * hourMs,
    })
  })

  test('who is waited for and reports again sets it going again', async () => {
    const { id, order } = await open()
    await move(id, 'waiting')
    const again = { order: order as string, by: 'customer', text: 'here is the photo' }
    expect(await open(again)).toMatchObject({ id, state: 'in-progress', reports: 2 })
  })

  test('no state is skipped, and a reopened ticket says so', async () => {
    const { id } = await open()
    expect((await move(id, 'closed')).body.error).toMatchObject({ code: 'wrong-state' })
    await move(id, 'resolved')
    expect((await move(id, 'waiting')).status).toBe(409)
    const reopened = (await move(id, 'in-progress', 'not settled after all')).body
    expect(reopened).toMatchObject({ state: 'in-progress', resolvedAtMs: null })
    expect(reopened.history.at(-1).action).toBe('reopened')
    await move(id, 'resolved')
    await move(id, 'closed')
    expect((await staff.post(`/api/tickets/${id}/notes`, { text: 'late' })).body.error.code).toBe('closed')
  })

  test('a list is by what is due next, and filtered', async () => {
    const order = `O-list-${count}`
    const some = await Promise.all((['invoice', 'felt-ill', 'spoiled'] as const).map((scene) => open({ scene, order })))
    const listed = async (query: string) =>
      (await staff.get(`/api/tickets?order=${order}&${query}`)).body.map(({ scene }: Ticket) => scene)
    expect(await listed('')).toEqual(['felt-ill', 'spoiled', 'invoice'])
    await move(some[1]?.id ?? '', 'resolved')
    expect(await listed('')).toEqual(['spoiled', 'invoice'])
    expect(await listed('state=all')).toEqual(['spoiled', 'invoice', 'felt-ill'])
    expect(await listed('state=ended')).toEqual(['felt-ill'])
    expect(await listed('priority=low')).toEqual(['invoice'])
    expect((await staff.get('/api/tickets?state=lost')).body.error.fields[0].field).toBe('state')
  })

  test('what concerns neither order nor lot is never taken for the same', async () => {
    const [one, other] = [await open({ order: undefined }), await open({ order: undefined })]
    expect(one.id).not.toBe(other.id)
  })

  test('twenty reports of the same at once are one ticket', async () => {
    const order = `O-at-once-${count}`
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        cloud.services.tickets.open({ scene: 'spoiled', order, text: `${index}`, by: 'customer', evidence: null }),
      ),
    )
    expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(1)
    expect(all.filter(({ appended }) => !appended)).toHaveLength(1)
    expect((await cloud.services.tickets.get(all[0]?.ticket.id ?? '')).reports).toBe(20)
  })

  test('resolved a week it is closed; closed ninety days, how to reach the customer is gone and the ticket is not', async () => {
    const { id } = await open({ contact: '13800001234' })
    const running = await open({ contact: '13900001234' })
    const { database, tickets } = cloud.services
    await move(id, 'resolved')
    const keep = async (days: number) => {
      cloud.clock.nowMs += days * dayMs
      await keepTime(database, cloud.clock.nowMs)
    }
    await keep(6)
    expect((await tickets.get(id)).state).toBe('resolved')
    await keep(1)
    expect(await tickets.get(id)).toMatchObject({ state: 'closed', closedAtMs: cloud.clock.nowMs, hasContact: true })
    await keep(89)
    expect(await tickets.contacts(id)).toEqual(['13800001234'])
    await keep(1)
    expect(await tickets.get(id)).toMatchObject({ hasContact: false, text: 'Broken.' })
    expect(await tickets.contacts(running.id)).toEqual(['13900001234'])
  })
})
