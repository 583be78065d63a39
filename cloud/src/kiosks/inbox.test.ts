import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { KioskInbox } from './inbox.ts'

const sinkOf = (said: string[]) => ({
  writableLength: 0,
  write: (text: string) => said.push(text) > 0,
  end: () => undefined,
  destroy: () => undefined,
})

describe.each(await databasesUnderTest())('the inbox of kiosks on $name', ({ start }) => {
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

  test('nothing is missed when the clock is set back over a restart', async () => {
    const { clock } = cloud
    const { database } = cloud.services
    const moved = (conversation: string) => ({ conversation, atMs: clock.nowMs })
    const before = new KioskInbox(database, () => clock.nowMs)
    await before.start()
    const first: string[] = []
    before.add('entrance', sinkOf(first) as never, undefined)
    await before.put('entrance', 'moved', moved('one'))
    await expect.poll(() => first.join('')).toContain('one')
    const seen = /id: (\d+)\nevent/.exec(first.join(''))?.[1]
    before.closeAll()
    clock.nowMs -= 2 * 3_600_000
    const after = new KioskInbox(database, () => clock.nowMs)
    await after.start()
    await after.put('entrance', 'moved', moved('two'))
    const second: string[] = []
    after.add('entrance', sinkOf(second) as never, seen)
    await expect.poll(() => second.join('')).toContain('two')
    expect(second.join('')).not.toContain('one')
  })

  test('nothing is missed either when all that was written before is forgotten', async () => {
    const { clock } = cloud
    const { database } = cloud.services
    const late = String((clock.nowMs + 5 * 3_600_000) * 1000)
    await database.deleteFrom('kioskInbox').execute()
    const inbox = new KioskInbox(database, () => clock.nowMs)
    await inbox.start()
    const heard: string[] = []
    inbox.add('entrance', sinkOf(heard) as never, late)
    await inbox.put('entrance', 'moved', { conversation: 'three', atMs: clock.nowMs })
    await expect.poll(() => heard.join('')).toContain('three')
  })
})
