import type { ConfigurationFile } from '@larder/contracts/configuration'
import type { Asset, Site } from '@larder/contracts/site'

type EdgeSources = NonNullable<ConfigurationFile['edge']['sources']>

/** A device that signs in to the broker, and the probes it may speak for. */
export interface SimulatedDevice {
  device: string
  grants: { site: string; asset: string; probe: string }[]
}

export const siteName = 'shanghai-01'

/** Probes that hang on a serial line: the edge reads them itself, so they have no account of their own. */
export const serialProbes = [
  { asset: 'truck-1', probe: 'gps', path: 'run/truck-1-gps' },
  { asset: 'cabinet-3', probe: 'controller', path: 'run/cabinet-3-controller' },
] as const

/** Fills the past of the serial probes: what the site's former gateway had kept. */
export const gatewayDevice = 'gateway-1'

const minute = 60

const truck = (id: string, en: string, zh: string, profile: string, gpsSeconds: number): Asset => ({
  id,
  kind: 'truck',
  name: { zh, en },
  profile,
  probes: [
    { id: 'gps', role: 'gps', intervalSeconds: gpsSeconds },
    { id: 'air', role: 'air', intervalSeconds: minute },
    { id: 'product', role: 'product', intervalSeconds: minute },
  ],
})

const shop = { latitude: 31.2402, longitude: 121.5055 }
const coldStore = { latitude: 31.3253, longitude: 121.5998 }

const chilled = (kind: Asset['kind'], id: string, en: string, zh: string, profile: string): Asset => ({
  id,
  kind,
  name: { zh, en },
  profile,
  place: kind === 'warehouse' ? coldStore : shop,
  probes: [
    { id: 'air', role: 'air', intervalSeconds: minute },
    { id: 'product', role: 'product', intervalSeconds: minute },
  ],
})

/** The default configuration's site: two trucks, a cold room and three cabinets. */
export function worldSite(): Site {
  return {
    id: siteName,
    name: { zh: '上海一号店', en: 'Shanghai shop 1' },
    timeZone: 'Asia/Shanghai',
    place: shop,
    assets: [
      truck('truck-1', 'Truck 1, fresh fish', '一号车（冰鲜）', 'fresh-fish', 1),
      truck('truck-2', 'Truck 2, frozen', '二号车（冷冻）', 'frozen-transport', 10),
      chilled('warehouse', 'coldroom-1', 'Cold room, Waigaoqiao', '外高桥冷库', 'chilled'),
      chilled('cabinet', 'cabinet-1', 'Fish counter', '鲜鱼柜', 'fresh-fish'),
      chilled('cabinet', 'cabinet-2', 'Dairy cabinet', '乳品柜', 'dairy'),
      {
        id: 'cabinet-3',
        kind: 'cabinet',
        name: { zh: '冷冻柜', en: 'Freezer' },
        profile: 'frozen-cabinet',
        place: shop,
        probes: [
          { id: 'controller', role: 'air', intervalSeconds: minute },
          { id: 'product', role: 'product', intervalSeconds: minute },
        ],
      },
    ],
  }
}

/** What the edge must read to hear this world's serial devices. Paths are relative to the data folder. */
export function worldSources(): EdgeSources {
  return [
    { kind: 'nmea', name: 'truck-1-gps', path: 'run/truck-1-gps', asset: 'truck-1', probe: 'gps' },
    {
      kind: 'modbus',
      name: 'cabinet-3-controller',
      path: 'run/cabinet-3-controller',
      asset: 'cabinet-3',
      probe: 'controller',
      registers: [
        { quantity: 'celsius', table: 'holding', address: 0, type: 'int16', scale: 0.01 },
        { quantity: 'humidityPercent', table: 'holding', address: 1, type: 'uint16', scale: 0.1 },
        { quantity: 'alarm', table: 'holding', address: 3, type: 'uint16' },
        { quantity: 'doorOpen', table: 'coil', address: 0, type: 'bit' },
        { quantity: 'defrosting', table: 'coil', address: 1, type: 'bit' },
      ],
    },
  ]
}

/** Every device that needs a broker account; its id is also its account name. */
export function simulatedDevices(): SimulatedDevice[] {
  const wireless = worldSite().assets.flatMap((asset) =>
    asset.probes
      .filter((probe) => !isSerial(asset.id, probe.id))
      .map((probe) => ({
        device: `${asset.id}-${probe.id}`,
        grants: [{ site: siteName, asset: asset.id, probe: probe.id }],
      })),
  )
  const past = serialProbes.map(({ asset, probe }) => ({ site: siteName, asset, probe }))
  return [...wireless, { device: gatewayDevice, grants: past }]
}

export const isSerial = (asset: string, probe: string): boolean =>
  serialProbes.some((serial) => serial.asset === asset && serial.probe === probe)
