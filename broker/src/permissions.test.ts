import { expect, test } from 'vitest'
import { type Principal, publishRefusal, subscribeRefusal } from './permissions.ts'

const probe: Principal = {
  account: 'probe-1',
  sender: 'device',
  grants: [{ site: 'shop-1', asset: 'cabinet-1', probe: 'air' }],
}
const gateway: Principal = {
  account: 'gw',
  sender: 'device',
  grants: [{ site: 'shop-1', asset: 'truck-1', probe: '+' }],
}
const camera: Principal = { account: 'camera-door', sender: 'device', grants: [{ site: 'shop-1', camera: 'door' }] }
const everything: Principal = {
  account: 'gw-2',
  sender: 'device',
  grants: [{ site: 'shop-1', asset: '+', probe: '+' }],
}
const room = (name: 'edge' | 'cloud' | 'flows'): Principal => ({ account: name, sender: name, site: 'shop-1' })

test.each<[Principal, string, boolean, RegExp | undefined]>([
  [probe, 'larder/v1/reading/shop-1/cabinet-1/air', false, undefined],
  [probe, 'larder/v1/status/shop-1/cabinet-1/air', true, undefined],
  [probe, 'larder/v1/reading/shop-1/cabinet-1/air', true, /may not be retained/],
  [probe, 'larder/v1/reading/shop-1/cabinet-2/air', false, /no grant/],
  [probe, 'larder/v1/reading/shop-2/cabinet-1/air', false, /no grant/],
  [probe, 'larder/v1/situation/shop-1/cabinet-1/too-warm', false, /only edge/],
  [probe, 'larder/v1/reading/shop-1/cabinet-1', false, /no message kind/],
  [probe, '$SYS/broker/uptime', false, /no message kind/],
  [gateway, 'larder/v1/position/shop-1/truck-1/gps', false, undefined],
  [gateway, 'larder/v1/position/shop-1/truck-2/gps', false, /no grant/],
  [camera, 'larder/v1/frame/shop-1/door', false, undefined],
  [camera, 'larder/v1/frame/shop-1/door', true, /may not be retained/],
  [camera, 'larder/v1/frame/shop-1/till', false, /no grant for this site, camera/],
  [camera, 'larder/v1/frame/shop-2/door', false, /no grant/],
  [camera, 'larder/v1/reading/shop-1/cabinet-1/air', false, /no grant/],
  [camera, 'larder/v1/camera/shop-1/door', true, /only edge/],
  [everything, 'larder/v1/frame/shop-1/door', false, /no grant/],
  [room('edge'), 'larder/v1/frame/shop-1/door', false, /only device/],
  [room('cloud'), 'larder/v1/footfall-plan/shop-1', true, undefined],
  [room('edge'), 'larder/v1/situation/shop-1/cabinet-1/too-warm', false, undefined],
  [room('edge'), 'larder/v1/edge/shop-1', true, undefined],
  [room('edge'), 'larder/v1/reading/shop-1/cabinet-1/air', false, /only device/],
  [room('cloud'), 'larder/v1/acknowledgement/shop-1/cabinet-1/too-warm', false, undefined],
  [room('cloud'), 'larder/v1/situation/shop-1/cabinet-1/too-warm', false, /only edge/],
  [room('flows'), 'larder/v1/notification/shop-1/cabinet-1/too-warm', false, undefined],
  [room('flows'), 'larder/v1/acknowledgement/shop-1/cabinet-1/too-warm', false, /only cloud/],
])('publishing by %o to %s (retained: %s)', (principal, topic, retain, expected) => {
  const refusal = publishRefusal(principal, topic, retain)
  if (expected) expect(refusal).toMatch(expected)
  else expect(refusal).toBeUndefined()
})

test.each<[Principal, string, boolean]>([
  [probe, 'larder/v1/reading/shop-1/cabinet-1/air', true],
  [probe, 'larder/v1/reading/shop-1/cabinet-1/+', false],
  [probe, 'larder/v1/reading/+/cabinet-1/air', false],
  [probe, 'larder/v1/reading/shop-1/cabinet-1/#', false],
  [probe, 'larder/v1/situation/shop-1/cabinet-1/too-warm', false],
  [probe, '#', false],
  [probe, '$SYS/broker/uptime', false],
  [gateway, 'larder/v1/status/shop-1/truck-1/+', true],
  [gateway, 'larder/v1/status/shop-1/+/+', false],
  [camera, 'larder/v1/frame/shop-1/door', false],
  [everything, 'larder/v1/frame/shop-1/+', false],
  [room('edge'), 'larder/v1/frame/shop-1/+', true],
  [room('edge'), 'larder/v1/frame/shop-2/+', false],
  [room('edge'), 'larder/v1/frame/+/+', false],
  [room('cloud'), 'larder/v1/frame/shop-1/+', false],
  [room('flows'), 'larder/v1/frame/shop-1/door', false],
  [room('edge'), '#', true],
  [room('edge'), 'larder/v1/+/shop-1/#', true],
  [room('edge'), '$SYS/#', true],
  [room('edge'), 'other/#', false],
  [room('flows'), 'larder/v1/situation/#', true],
  [room('flows'), 'larder/v1/reading/#', false],
  [room('flows'), 'larder/v1/+/shop-1/#', false],
  [room('flows'), 'larder/v1/#', false],
])('subscribing by %o to %s is allowed: %s', (principal, filter, allowed) => {
  expect(subscribeRefusal(principal, filter) === undefined).toBe(allowed)
})
