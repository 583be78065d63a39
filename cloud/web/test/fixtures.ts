import type { AccountView } from '@larder/contracts/account'
import type { Alert } from '@larder/contracts/alert'
import type { AssetHistory, DeviceView, LatestView, SitesView } from '@larder/contracts/console'
import type { EdgeStatus } from '@larder/contracts/edge-status'
import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import type { Product } from '@larder/contracts/product'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { Chart, ChartPoint, LotTrace, TraceReport } from '@larder/contracts/report'
import type { Asset, ProbeRole } from '@larder/contracts/site'
import type { Cause, Severity } from '@larder/contracts/situation'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Fresh against the browser's clock, so that "3 min ago" and overdue dates mean what they say. */
export const nowMs = Math.floor(Date.now() / minute) * minute

const site = 'xuhui'
const probe = (id: string, role: ProbeRole) => ({ id, role, intervalSeconds: 60 })
const asset = (
  id: string,
  kind: Asset['kind'],
  zh: string,
  en: string,
  profile: string,
  place?: Asset['place'],
): Asset => ({
  id,
  kind,
  name: { zh, en },
  profile,
  probes: [probe('air', 'air'), probe('product', 'product'), ...(kind === 'truck' ? [probe('gps', 'gps')] : [])],
  ...(place === undefined ? {} : { place }),
})

export const sites: SitesView = {
  sites: [
    {
      id: site,
      name: { zh: '徐汇店', en: 'Xuhui store' },
      timeZone: 'Asia/Shanghai',
      place: { latitude: 31.189, longitude: 121.437 },
      assets: [
        asset('fish-1', 'cabinet', '鲜鱼柜 1', 'Fish cabinet 1', 'fresh-fish'),
        asset('dairy-1', 'cabinet', '乳品柜 1', 'Dairy cabinet 1', 'dairy'),
        asset('freezer-1', 'cabinet', '冷冻柜 1', 'Freezer 1', 'frozen-cabinet'),
        asset('produce-1', 'cabinet', '鲜切柜 1', 'Cut fruit cabinet 1', 'cut-produce'),
        asset('cold-store', 'warehouse', '后仓冷库', 'Back cold store', 'chilled'),
        asset('truck-1', 'truck', '冷藏车 沪A·1', 'Truck 1', 'fresh-fish'),
        asset('truck-2', 'truck', '冷藏车 沪A·2', 'Truck 2', 'dairy'),
      ],
    },
    {
      id: 'luchao',
      name: { zh: '芦潮港分拣中心', en: 'Luchao sorting centre' },
      timeZone: 'Asia/Shanghai',
      place: { latitude: 30.862, longitude: 121.847 },
      assets: [asset('hall', 'warehouse', '分拣冷库', 'Sorting hall', 'fresh-fish')],
    },
  ],
  unconfigured: [{ site, asset: 'new-probe' }],
  tileUrl: null,
  tileAttribution: null,
  escalateAfterMinutes: { warning: 30, critical: 5 },
}

const route = [
  [30.862, 121.847],
  [30.885, 121.79],
  [30.918, 121.741],
  [30.955, 121.7],
  [30.992, 121.652],
  [31.03, 121.61],
  [31.061, 121.566],
  [31.098, 121.529],
  [31.126, 121.497],
  [31.152, 121.472],
  [31.173, 121.451],
  [31.189, 121.437],
] as const

/** The first stops of the way to the shop, driven evenly in this time. */
const drive = (fromMs: number, untilMs: number, stops: number): LotTrace['route'] =>
  route.slice(0, stops).map(([latitude, longitude], index) => ({
    latitude,
    longitude,
    atMs: Math.round(fromMs + (index / (stops - 1)) * (untilMs - fromMs)),
  }))

const normal: Record<string, number> = {
  'fish-1': 1.1,
  'dairy-1': 4,
  'freezer-1': -19.6,
  'produce-1': 3.2,
  'cold-store': 2.6,
  'truck-1': 0.9,
  'truck-2': 3.8,
  hall: 0.8,
}

/** A thermostat's saw tooth with a slow swell: the same for the same instant. */
export function temperature(assetId: string, role: ProbeRole, atMs: number): number {
  const swing = role === 'product' ? 0.25 : 0.9
  const wave = Math.sin((2 * Math.PI * atMs) / (38 * minute)) + 0.4 * Math.sin((2 * Math.PI * atMs) / (5.3 * hour))
  const failing = assetId === 'fish-1' && nowMs - atMs < 70 * minute ? 6.4 * (1 - (nowMs - atMs) / (70 * minute)) : 0
  return (normal[assetId] ?? 3) + swing * wave + (role === 'product' ? 0.7 : 1) * failing
}

interface Wish {
  assetId: string
  fromMs: number
  untilMs: number
  points: number
  roles?: ProbeRole[]
  gap?: { fromMs: number; untilMs: number }
  warm?: { fromMs: number; untilMs: number; celsius: number }
}

function series(wish: Wish, role: ProbeRole): Chart['series'][number] {
  const step = (wish.untilMs - wish.fromMs) / wish.points
  const points = Array.from({ length: wish.points }, (_, index): ChartPoint => {
    const atMs = Math.round(wish.fromMs + index * step)
    const inGap = wish.gap !== undefined && atMs >= wish.gap.fromMs && atMs <= wish.gap.untilMs
    if (inGap) return { atMs, min: null, mean: null, max: null }
    const warm =
      wish.warm !== undefined && atMs >= wish.warm.fromMs && atMs <= wish.warm.untilMs ? wish.warm.celsius : 0
    const mean = temperature(wish.assetId, role, atMs) + warm
    const spread = role === 'product' ? 0.12 : 0.35
    return { atMs, min: mean - spread, mean, max: mean + spread }
  })
  return { site, asset: wish.assetId, probe: role, role, points }
}

export const history = (assetId: string, fromMs: number, untilMs: number, points: number): AssetHistory => {
  const span = untilMs - fromMs
  const gap = { fromMs: fromMs + 0.46 * span, untilMs: fromMs + 0.53 * span }
  const wish = { assetId, fromMs, untilMs, points: Math.min(points, 400), gap }
  return {
    chart: {
      fromMs,
      untilMs,
      highCelsius: assetId === 'freezer-1' ? -12 : 4,
      lowCelsius: assetId === 'freezer-1' ? null : -1.5,
      series: [series(wish, 'product'), series(wish, 'air')],
      doors: [0.12, 0.31, 0.7].map((at) => ({ fromMs: fromMs + at * span, untilMs: fromMs + (at + 0.012) * span })),
      defrosts: [{ fromMs: fromMs + 0.22 * span, untilMs: fromMs + 0.25 * span }],
    },
    situations: alerts.filter((one) => one.situation.asset === assetId).map((one) => one.situation),
    route: assetId === 'truck-1' ? drive(untilMs - 110 * minute, untilMs - minute, 7) : [],
  }
}

interface AlertWish {
  id: string
  asset: string
  cause: Cause
  severity: Severity
  minutes: number
  rest?: Partial<Alert>
  situation?: Partial<Alert['situation']>
}

export const makeAlert = ({ id, asset: assetId, cause, severity, minutes, rest, situation }: AlertWish): Alert => ({
  id,
  situation: {
    id,
    revision: 1,
    site,
    asset: assetId,
    cause,
    severity,
    state: 'open',
    fromMs: nowMs - (minutes + 10) * minute,
    openedAtMs: nowMs - minutes * minute,
    past: false,
    ...situation,
  },
  acknowledgedBy: null,
  acknowledgedAtMs: null,
  assignedTo: null,
  closedAtMs: null,
  escalationLevel: 0,
  history: [{ action: 'opened', by: 'edge', atMs: nowMs - minutes * minute, note: '' }],
  ...rest,
})

export const alerts: Alert[] = [
  makeAlert({
    id: 'xuhui-fish-1-too-warm-1',
    asset: 'fish-1',
    cause: 'too-warm',
    severity: 'critical',
    minutes: 26,
    situation: { probe: 'product', profile: 'fresh-fish', latestCelsius: 6.1, peakCelsius: 6.3, limitCelsius: 4 },
    rest: {
      escalationLevel: 1,
      history: [
        { action: 'opened', by: 'edge', atMs: nowMs - 26 * minute, note: '' },
        { action: 'notified', by: 'flows', atMs: nowMs - 26 * minute, note: 'console, email' },
        { action: 'escalated', by: 'flows', atMs: nowMs - 21 * minute, note: 'level 1: shift manager' },
      ],
    },
  }),
  makeAlert({
    id: 'xuhui-dairy-1-door-open-1',
    asset: 'dairy-1',
    cause: 'door-open',
    severity: 'warning',
    minutes: 7,
    rest: {
      acknowledgedBy: 'li.wen',
      acknowledgedAtMs: nowMs - 5 * minute,
      assignedTo: 'li.wen',
      history: [
        { action: 'opened', by: 'edge', atMs: nowMs - 7 * minute, note: '' },
        { action: 'acknowledged', by: 'li.wen', atMs: nowMs - 5 * minute, note: 'Loading or cleaning in progress' },
      ],
    },
  }),
  makeAlert({ id: 'xuhui-truck-2-silence-1', asset: 'truck-2', cause: 'silence', severity: 'warning', minutes: 48 }),
  makeAlert({
    id: 'xuhui-freezer-1-too-warm-0',
    asset: 'freezer-1',
    cause: 'too-warm',
    severity: 'critical',
    minutes: 900,
    situation: {
      state: 'resolved',
      untilMs: nowMs - 800 * minute,
      peakCelsius: -9.4,
      latestCelsius: -18.2,
      limitCelsius: -12,
      past: true,
    },
    rest: { closedAtMs: nowMs - 800 * minute, acknowledgedBy: 'manager', acknowledgedAtMs: nowMs - 890 * minute },
  }),
]

export const latest: LatestView = {
  readings: sites.sites
    .flatMap((one) => one.assets.map((its) => ({ site: one.id, asset: its.id })))
    .flatMap((at) =>
      (['air', 'product'] as const).map((role) => ({
        ...at,
        probe: role,
        sequence: 1000,
        observedAtMs: nowMs - (at.asset === 'truck-2' ? 58 * minute : 20_000),
        receivedAtMs: nowMs - 19_000,
        celsius: Number(temperature(at.asset, role, nowMs).toFixed(2)),
        ...(role === 'air' && at.asset !== 'hall' ? { humidityPercent: 71, doorOpen: at.asset === 'dairy-1' } : {}),
      })),
    ),
  positions: [
    { asset: 'truck-1', latitude: 31.061, longitude: 121.566, speed: 14.2 },
    { asset: 'truck-2', latitude: 31.245, longitude: 121.501, speed: 0 },
  ].map(({ asset: assetId, latitude, longitude, speed }) => ({
    site,
    asset: assetId,
    probe: 'gps',
    sequence: 9,
    observedAtMs: nowMs - 4000,
    receivedAtMs: nowMs - 3900,
    latitude,
    longitude,
    speedMetersPerSecond: speed,
  })),
}

const calibration = (assetId: string, probeId: string, dueInDays: number) => ({
  site,
  asset: assetId,
  probe: probeId,
  atMs: nowMs - (365 - dueInDays) * day,
  dueAtMs: nowMs + dueInDays * day,
  offsetCelsius: 0.1,
  uncertaintyCelsius: 0.3,
  certificate: 'SH-2026-118',
})

const device = (assetId: string, probeId: string, role: ProbeRole | null, rest: Partial<DeviceView>): DeviceView => ({
  site,
  asset: assetId,
  probe: probeId,
  role,
  configured: role !== null,
  online: true,
  lastSeenMs: nowMs - 22_000,
  batteryVolts: 3.02,
  batteryPercent: 86,
  rssiDbm: -63,
  firmware: '2.4.1',
  calibration: calibration(assetId, probeId, 214),
  ...rest,
})

export const devices: DeviceView[] = [
  device('fish-1', 'air', 'air', {}),
  device('fish-1', 'product', 'product', { batteryPercent: 9, batteryVolts: 2.31, rssiDbm: -91 }),
  device('dairy-1', 'air', 'air', { calibration: calibration('dairy-1', 'air', -12) }),
  device('dairy-1', 'product', 'product', { calibration: calibration('dairy-1', 'product', 18) }),
  device('freezer-1', 'controller', 'air', {
    batteryPercent: null,
    batteryVolts: null,
    rssiDbm: null,
    calibration: null,
  }),
  device('truck-1', 'gps', 'gps', { batteryPercent: null, batteryVolts: null, rssiDbm: -71, calibration: null }),
  device('truck-2', 'air', 'air', { online: false, lastSeenMs: nowMs - 58 * minute }),
  device('new-probe', 'air', null, { firmware: null, calibration: null, online: null }),
]

export const edges: { site: string; status: EdgeStatus }[] = [
  {
    site,
    status: {
      atMs: nowMs - 3000,
      startedAtMs: nowMs - 3.2 * day,
      accepted: 1_284_331,
      duplicates: 412,
      late: 1860,
      quarantined: { invalid: 3, future: 12 },
      journal: { rows: 1240, bytes: 318_000_000, maxBytes: 2_000_000_000, oldestAtMs: nowMs - 40_000, aggregated: 0 },
      store: { kind: 'influxdb', reachable: true },
      sources: [
        { name: 'truck-gps', connected: true },
        { name: 'freezer-controller', connected: false, error: 'no such file: /dev/ttyUSB1' },
      ],
    },
  },
]

export const quarantine: Quarantined[] = [
  {
    id: 2,
    atMs: nowMs - 9 * minute,
    source: 'larder/v1/reading/xuhui/fish-1/air',
    reason: 'future',
    detail: 'observedAt lies 3 h ahead of our clock: set the device’s clock',
    excerpt: '{"sequence":118,"observedAt":"2026-11-20T19:30:00+08:00","celsius":1.2}',
  },
  {
    id: 1,
    atMs: nowMs - 31 * minute,
    source: 'truck-gps',
    reason: 'bad-checksum',
    detail: 'checksum 4F, the sentence adds up to 4E: check the cable and the baud rate',
    excerpt: '$GPGGA,093000.00,3103.660,N,12133.960,E,1,08,0.9,4.2,M,,M,,*4F',
  },
]

export const accounts: AccountView[] = [
  { name: 'administrator', role: 'administrator', disabled: false },
  { name: 'li.wen', role: 'staff', disabled: false },
  { name: 'former', role: 'staff', disabled: true },
]

export const products: Product[] = [
  { id: 'salmon', nameZh: '冰鲜三文鱼段', nameEn: 'Fresh salmon portion', profile: 'fresh-fish', unit: 'kg' },
  { id: 'yoghurt', nameZh: '原味酸奶', nameEn: 'Plain yoghurt', profile: 'dairy', unit: 'pack' },
]

export const lots: Lot[] = ['SAL-1118-A', 'SAL-1117-C', 'YOG-1115-B'].map((id, index) => ({
  id,
  product: id.startsWith('SAL') ? 'salmon' : 'yoghurt',
  supplier: id.startsWith('SAL') ? 'Luchao Fisheries' : 'Qingpu Dairy',
  originZh: id.startsWith('SAL') ? '芦潮港' : '青浦牧场',
  originEn: id.startsWith('SAL') ? 'Luchao harbour' : 'Qingpu farm',
  originLatitude: 30.862,
  originLongitude: 121.847,
  packedAtMs: nowMs - (2 + index) * day,
  useByMs: nowMs + (6 - index) * day,
  quantity: 240,
}))

export const orders: Order[] = [
  {
    id: 'ORD-20261120-0007',
    customer: 'c-8812',
    store: site,
    orderedAtMs: nowMs - 5 * hour,
    deliveredAtMs: nowMs - 3 * hour,
    lines: [
      { lot: 'SAL-1118-A', quantity: 1 },
      { lot: 'YOG-1115-B', quantity: 2 },
    ],
  },
]

const packedAtMs = nowMs - 2 * day
const onRoadFromMs = packedAtMs + 5 * hour
const onRoadUntilMs = onRoadFromMs + 2.5 * hour
const inStoreFromMs = onRoadUntilMs + 20 * minute
const inCabinetFromMs = inStoreFromMs + 14 * hour

const leg = (
  rest: Partial<LotTrace['legs'][number]> & Pick<LotTrace['legs'][number], 'phase' | 'asset' | 'fromMs' | 'untilMs'>,
) => ({
  site,
  name: sites.sites.flatMap((one) => one.assets).find((its) => its.id === rest.asset)?.name ?? { zh: '?', en: '?' },
  ongoing: false,
  minCelsius: 0.2,
  meanCelsius: 0.9,
  maxCelsius: 1.8,
  coveragePercent: 99.4,
  ...rest,
})

/** A lot that kept within its limits, measured at the food. */
export const goodTrace: LotTrace = {
  lot: {
    id: 'SAL-1118-A',
    supplier: 'Luchao Fisheries',
    origin: { zh: '上海 · 芦潮港', en: 'Luchao harbour, Shanghai' },
    packedAtMs,
    useByMs: nowMs + 6 * day,
  },
  product: {
    id: 'salmon',
    name: { zh: '冰鲜三文鱼段', en: 'Fresh salmon portion' },
    profile: 'fresh-fish',
    profileName: { zh: '冰鲜鱼', en: 'Fresh fish on ice' },
  },
  verdict: 'within-limits',
  confidence: 'high',
  basis: 'product',
  advice: 'store-cold-and-enjoy',
  life: {
    model: 'square-root',
    daysAtZero: 12,
    usedDays: { low: 2.1, likely: 2.4, high: 2.9 },
    leftDays: { low: 5.6, likely: 6.6, high: 7.3 },
    storageCelsius: 2,
    percentLeft: 78,
  },
  coverage: { percent: 98.6, worstGap: { fromMs: onRoadFromMs + 40 * minute, untilMs: onRoadFromMs + 62 * minute } },
  coldest: { celsius: -0.2, atMs: onRoadFromMs + hour, site, asset: 'truck-1', probe: 'product' },
  warmest: { celsius: 1.8, atMs: inCabinetFromMs + 3 * hour, site, asset: 'fish-1', probe: 'product' },
  excursions: [],
  legs: [
    leg({ phase: 'origin', site: 'luchao', asset: 'hall', fromMs: packedAtMs, untilMs: onRoadFromMs }),
    leg({
      phase: 'transit',
      asset: 'truck-1',
      fromMs: onRoadFromMs,
      untilMs: onRoadUntilMs,
      minCelsius: -0.2,
      coveragePercent: 85,
    }),
    leg({ phase: 'storage', asset: 'cold-store', fromMs: inStoreFromMs, untilMs: inCabinetFromMs }),
    leg({ phase: 'cabinet', asset: 'fish-1', fromMs: inCabinetFromMs, untilMs: nowMs, ongoing: true }),
  ],
  sorting: [
    {
      id: 'SR-118',
      lot: 'SAL-1118-A',
      atMs: packedAtMs + 90 * minute,
      line: 'L2',
      inspector: 'quality inspector',
      grade: 'A',
      acceptedQuantity: 236,
      rejectedQuantity: 4,
      celsius: 0.6,
      note: '',
    },
  ],
  probes: [
    {
      site,
      asset: 'truck-1',
      probe: 'product',
      role: 'product',
      coveragePercent: 85,
      calibration: calibration('truck-1', 'product', 120),
    },
    {
      site,
      asset: 'fish-1',
      probe: 'product',
      role: 'product',
      coveragePercent: 99.8,
      calibration: calibration('fish-1', 'product', -3),
    },
    { site, asset: 'fish-1', probe: 'air', role: 'air', coveragePercent: 99.9, calibration: null },
  ],
  chart: {
    fromMs: packedAtMs,
    untilMs: nowMs,
    highCelsius: 4,
    lowCelsius: -1.5,
    series: (['product', 'air'] as const).map((role) =>
      series(
        {
          assetId: 'truck-1',
          fromMs: packedAtMs,
          untilMs: nowMs,
          points: 300,
          gap: { fromMs: onRoadFromMs + 40 * minute, untilMs: onRoadFromMs + 4 * hour },
        },
        role,
      ),
    ),
    doors: [
      { fromMs: onRoadUntilMs, untilMs: onRoadUntilMs + 20 * minute },
      { fromMs: inCabinetFromMs, untilMs: inCabinetFromMs + 12 * minute },
      { fromMs: nowMs - 4 * hour, untilMs: nowMs - 4 * hour + 6 * minute },
    ],
    defrosts: [{ fromMs: inCabinetFromMs + 6 * hour, untilMs: inCabinetFromMs + 6.6 * hour }],
  },
  route: drive(onRoadFromMs, onRoadUntilMs, route.length),
}

const warmFromMs = inCabinetFromMs + 8 * hour

/** The same lot after a cabinet failed. */
export const badTrace: LotTrace = {
  ...goodTrace,
  verdict: 'excursion',
  confidence: 'medium',
  advice: 'do-not-eat',
  life: {
    model: 'square-root',
    daysAtZero: 12,
    usedDays: { low: 9.4, likely: 10.9, high: 12 },
    leftDays: { low: 0, likely: 0.8, high: 1.9 },
    storageCelsius: 2,
    percentLeft: 7,
  },
  warmest: { celsius: 9.3, atMs: warmFromMs + 2 * hour, site, asset: 'fish-1', probe: 'product' },
  excursions: [
    {
      kind: 'too-warm',
      severity: 'critical',
      site,
      asset: 'fish-1',
      probe: 'product',
      fromMs: warmFromMs,
      untilMs: warmFromMs + 3.4 * hour,
      peakCelsius: 9.3,
      limitCelsius: 4,
    },
  ],
  chart: {
    ...goodTrace.chart,
    series: (['product', 'air'] as const).map((role) =>
      series(
        {
          assetId: 'truck-1',
          fromMs: packedAtMs,
          untilMs: nowMs,
          points: 300,
          warm: { fromMs: warmFromMs, untilMs: warmFromMs + 3.4 * hour, celsius: 8 },
        },
        role,
      ),
    ),
  },
}

/** A lot with air temperature for a small part of its way. */
export const thinTrace: LotTrace = {
  ...goodTrace,
  lot: { ...goodTrace.lot, id: 'YOG-1115-B', supplier: 'Qingpu Dairy', origin: { zh: '青浦牧场', en: 'Qingpu farm' } },
  product: {
    id: 'yoghurt',
    name: { zh: '原味酸奶', en: 'Plain yoghurt' },
    profile: 'dairy',
    profileName: { zh: '乳制品', en: 'Dairy' },
  },
  verdict: 'not-enough-data',
  confidence: 'low',
  basis: 'air',
  advice: 'ask-staff',
  life: null,
  coverage: { percent: 31, worstGap: { fromMs: onRoadFromMs, untilMs: onRoadFromMs + 20 * hour } },
  sorting: [],
  route: [],
  chart: { ...goodTrace.chart, series: [] },
}

const report = (kind: 'lot' | 'order', id: string, reports: LotTrace[], version = 1): TraceReport => ({
  version,
  generatedAtMs: nowMs - 25 * minute,
  subject: { kind, id },
  timeZone: 'Asia/Shanghai',
  lots: reports,
})

export const goodReport = report('lot', 'SAL-1118-A', [goodTrace], 2)
export const badReport = report('lot', 'SAL-1118-A', [badTrace])
export const orderReport = report('order', 'ORD-20261120-0007', [goodTrace, thinTrace], 1)
