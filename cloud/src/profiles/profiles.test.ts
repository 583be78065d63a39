import { profilesMessage } from '@larder/contracts/profile-set'
import { profiles as builtIn } from '@larder/contracts/profiles'
import type { RuleDetail, RuleView } from '@larder/contracts/rule'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { ProfileAnnouncer } from './announcer.ts'
import { Profiles } from './profiles.ts'

const fish = builtIn['fresh-fish']
const stricter = { ...fish, high: { ...fish.high, limitCelsius: 3 } }
const why = 'the fishmonger asked for it'

describe.each(await databasesUnderTest())('profiles on $name', ({ start }) => {
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

  test('an edit is in force at once, kept with who and why, in the audit log and for the next start', async () => {
    const manager = await cloud.as('manager')
    const edited = await manager.post('/api/rules/fresh-fish', { profile: stricter, version: 0, why })
    expect(edited.status).toBe(200)
    expect((await manager.get('/api/profiles')).body['fresh-fish'].high.limitCelsius).toBe(3)
    const detail = (await manager.get('/api/rules/fresh-fish')).body as RuleDetail
    expect(detail).toMatchObject({ profile: stricter, default: fish, edited: { version: 1, by: 'manager', why } })
    expect(detail.history).toMatchObject([{ version: 1, by: 'manager', why, profile: stricter }])
    expect(detail.assets).toEqual([{ site: 'shop-1', asset: 'cabinet-1' }])
    const [entry] = await cloud.services.audit.entries({ subjectKind: 'profile', limit: 1 })
    expect(entry).toMatchObject({ action: 'edited', subject: 'fresh-fish', by: 'manager', why })
    const later = new Profiles({ ...cloud.services, log: () => undefined })
    await later.load()
    expect(later.all['fresh-fish']).toEqual(stricter)
  })

  test('who has not seen the newest version is told so, and changes nothing', async () => {
    const manager = await cloud.as('manager')
    const late = await manager.post('/api/rules/fresh-fish', { profile: fish, version: 0, why })
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'edited-meanwhile' } } })
    expect(cloud.services.profiles.all['fresh-fish']).toEqual(stricter)
    expect(await cloud.services.audit.verify()).toMatchObject({ intact: true })
  })

  test('a reset brings the built-in values back and keeps the history', async () => {
    const manager = await cloud.as('manager')
    expect((await manager.post('/api/rules/fresh-fish/reset', { version: 1, why })).status).toBe(200)
    const detail = (await manager.get('/api/rules/fresh-fish')).body as RuleDetail
    expect(detail.profile).toEqual(fish)
    expect(detail.history.map(({ version, profile }) => [version, profile === null])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  test('a shop adds profiles of its own; one that a product names is not removed', async () => {
    const manager = await cloud.as('manager')
    const own = { ...fish, name: { zh: '刺身', en: 'Sashimi' } }
    expect((await manager.post('/api/rules/sashimi', { profile: own, version: 0, why })).status).toBe(422)
    expect((await manager.post('/api/rules/own-sashimi', { profile: own, version: 0, why })).status).toBe(200)
    const product = { id: 'p1', nameZh: '刺身', nameEn: 'Sashimi', profile: 'own-sashimi', unit: 'kg' }
    expect((await manager.post('/api/products', product)).status).toBe(200)
    const refused = await manager.post('/api/rules/own-sashimi/reset', { version: 1, why })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'in-use' } } })
    await manager.post('/api/products', { ...product, profile: 'fresh-fish' })
    const left = await manager.post('/api/rules/own-sashimi/reset', { version: 1, why })
    expect((left.body as RuleView[]).map(({ name }) => name)).toEqual(Object.keys(builtIn))
    expect((await manager.get('/api/rules/own-sashimi')).status).toBe(404)
  })

  test('a product that names a profile nobody made is refused by name', async () => {
    const manager = await cloud.as('manager')
    const product = { id: 'p2', nameZh: '鱼', nameEn: 'Fish', profile: 'own-nothing', unit: 'kg' }
    const refused = await manager.post('/api/products', product)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('own-nothing')
  })

  test('staff may look, and only a manager may edit', async () => {
    const staff = await cloud.as('staff')
    expect((await staff.get('/api/rules')).status).toBe(200)
    expect((await staff.post('/api/rules/dairy', { profile: builtIn.dairy, version: 0, why })).status).toBe(403)
  })

  test.each([
    ['high.limitCelsius', { high: { ...fish.high, limitCelsius: 1 } }, 'lies below its warning'],
    ['low.warnCelsius', { low: { ...fish.low, warnCelsius: 2 } }, 'reaches into the high one'],
    ['phases.transit.high.limitCelsius', { phases: { transit: { high: { ...fish.high, limitCelsius: 0 } } } }, 'below'],
    ['silenceMinutes', { silenceMinutes: 0 }, '>=1'],
    ['lifeSpent', { shelfLife: null }, 'no shelf life to spend'],
  ])('what does not agree is refused with its field: %s', async (field, change, words) => {
    const manager = await cloud.as('manager')
    const profile = { ...fish, ...change }
    const { status, body } = await manager.post('/api/rules/fresh-fish', { profile, version: 2, why })
    expect(status).toBe(400)
    expect(body.error.fields).toContainEqual({ field: `profile.${field}`, message: expect.stringContaining(words) })
  })
})

test('every site hears the profiles in force, retained, and nothing is said while the broker is away', () => {
  const heard: [topic: string, retain: boolean][] = []
  const publisher = {
    connected: false,
    publish: async (topic: string, payload: string, retain: boolean) => {
      expect(profilesMessage.parse(JSON.parse(payload)).profiles.dairy).toEqual(builtIn.dairy)
      heard.push([topic, retain])
    },
  }
  const profiles = { message: { editedAtMs: 0, profiles: builtIn } }
  const shop = { id: 'shop-1', name: { zh: '店', en: 'Shop' }, timeZone: 'UTC', assets: [] }
  const announcer = new ProfileAnnouncer({ profiles, sites: { all: [shop] }, publisher, log: () => undefined })
  announcer.announce()
  publisher.connected = true
  announcer.announce()
  expect(heard).toEqual([['larder/v1/profiles/shop-1', true]])
})
