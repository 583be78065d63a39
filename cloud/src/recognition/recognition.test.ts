import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, passwords, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'

const text = (about: string) => `${about}: written out at sufficient length.`
const assessment = {
  purpose: text('purpose'),
  necessity: text('necessity'),
  alternatives: text('alternatives'),
  risks: text('risks'),
  measures: text('measures'),
  consulted: text('consulted'),
}
const password = passwords.administrator

describe.each(await databasesUnderTest())('recognition on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let administrator: Caller
  let manager: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    administrator = await cloud.as('administrator')
    manager = await cloud.as('manager')
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  test('nobody switches it on before an impact assessment is on record, signed by an administrator', async () => {
    expect((await manager.get('/api/recognition')).body.setting).toMatchObject({ enabled: false, assessment: null })
    const on = { enabled: true, why: 'members asked for it' }
    expect((await administrator.post('/api/recognition/setting', on)).status).toBe(409)
    expect((await manager.post('/api/recognition/setting', on)).status).toBe(403)
    const wrong = await administrator.post('/api/recognition/assessments', { ...assessment, password: 'guessed' })
    expect(wrong.status).toBe(403)
    const short = await administrator.post('/api/recognition/assessments', { ...assessment, risks: 'none', password })
    expect(short).toMatchObject({ status: 400, body: { error: { fields: [{ field: 'risks' }] } } })
    const recorded = await administrator.post('/api/recognition/assessments', { ...assessment, password })
    expect(recorded.status).toBe(201)
    const { body } = await administrator.post('/api/recognition/setting', on)
    expect(body.setting).toMatchObject({ enabled: true, assessment: recorded.body.id, by: 'administrator' })
  })

  test('the audit log holds who decided, and receipts once however often they are told', async () => {
    const { recognition } = cloud.services
    const id = randomUUID()
    const receipt = { id, kind: 'enrolled', member: 'C-1', atMs: 5, shots: 3, grounds: 'consent 1, zh' } as const
    await recognition.receipt(receipt, 'kiosk-1')
    await recognition.receipt(receipt, 'kiosk-1')
    const entries = await cloud.services.audit.entries({ limit: 20 })
    expect(entries.filter(({ action }) => action === 'face-enrolled')).toMatchObject([
      { by: 'kiosk-1', subject: 'C-1', why: 'consent 1, zh', detail: { receipt: id, shots: 3 } },
    ])
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['impact-assessed', 'switched-on']))
  })

  test('a member opens by card or telephone, and purchases come without a name', async () => {
    const code = 'card-code-000001'
    const saved = await manager.post('/api/members', [
      { customer: 'C-1', code, phone: '13800004719' },
      { customer: 'C-2', code: 'card-code-000002' },
    ])
    expect(saved).toMatchObject({ status: 200, body: { saved: 2 } })
    const { members } = cloud.services
    expect(await members.open({ code }, 'kiosk-1')).toEqual({ customer: 'C-1', purchases: [] })
    expect(await members.open({ phone: '13800004719' }, 'kiosk-1')).toMatchObject({ customer: 'C-1' })
    await expect(members.open({ code: 'card-code-000009' }, 'kiosk-1')).rejects.toMatchObject({ status: 404 })
    const rows = await cloud.services.database.selectFrom('member').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/card-code|4719/)
  })

  test('a code of another member is refused and nothing of the batch is saved', async () => {
    const batch = [
      { customer: 'C-3', code: 'card-code-000003' },
      { customer: 'C-4', code: 'card-code-000001' },
    ]
    expect((await manager.post('/api/members', batch)).status).toBe(409)
    await expect(cloud.services.members.open({ recognised: 'C-3' }, 'kiosk-2')).rejects.toMatchObject({ status: 404 })
  })

  test('a kiosk that tries many unknown members must wait', async () => {
    const guess = () => cloud.services.members.open({ code: `guess-${randomUUID()}` }, 'kiosk-3')
    const own = () => cloud.services.members.open({ recognised: 'C-1' }, 'kiosk-3')
    for (let tries = 0; tries < 5; tries++) {
      await expect(guess()).rejects.toMatchObject({ status: 404 })
      if (tries < 4) expect(await own()).toMatchObject({ customer: 'C-1' })
    }
    await expect(guess()).rejects.toMatchObject({ status: 429 })
  })

  test('a face is erased at every kiosk, which is asked until it says so, and removing a member asks it too', async () => {
    const { faceErasures, copies, database } = cloud.services
    const kiosk = (id: string) => ({
      id,
      site: 'store-1',
      key: Buffer.alloc(32),
      hash: id,
      createdBy: 'x',
      createdAtMs: 1,
    })
    for (const id of ['kiosk-7', 'kiosk-8']) {
      const { key: _key, ...row } = kiosk(id)
      await database.insertInto('kiosk').values(row).execute()
    }
    const staff = await cloud.as('staff')
    const asked = { member: 'C-1', why: 'asked by telephone' }
    expect((await staff.post('/api/recognition/erasures', asked)).status).toBe(403)
    const told = await manager.post('/api/recognition/erasures', asked)
    expect(told.body.erasures).toMatchObject([{ ...asked, by: 'manager' }])
    const [wanted] = await faceErasures.wanted('kiosk-7')
    expect(wanted).toMatchObject({ member: 'C-1' })
    await faceErasures.done([{ id: wanted?.id as string, shots: 3 }], 'kiosk-7')
    expect(await faceErasures.wanted('kiosk-7')).toEqual([])
    const [{ kiosks }] = (await manager.get('/api/recognition')).body.erasures
    expect(kiosks).toContainEqual({ kiosk: 'kiosk-7', doneAtMs: expect.any(Number), shots: 3 })
    expect(kiosks).toContainEqual({ kiosk: 'kiosk-8', doneAtMs: null, shots: null })
    const { copy } = await copies.of({ ...kiosk('kiosk-8'), site: cloud.services.sites.all[0]?.id as string })
    expect(copy.eraseFaces).toMatchObject([{ member: 'C-1' }])
    expect((await manager.delete('/api/members/C-2')).status).toBe(204)
    expect(await faceErasures.wanted('kiosk-7')).toMatchObject([{ member: 'C-2' }])
  })

  test('a removed member is forgotten', async () => {
    await expect(cloud.services.members.open({ recognised: 'C-2' }, 'kiosk-4')).rejects.toMatchObject({ status: 404 })
  })
})
