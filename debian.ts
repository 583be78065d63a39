import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Need {
  /** A program, or a path, that tells whether the package is here. */
  sign: string
  package: string
  /** What waits for it. */
  feature: string
  /** Whether running the site wants it, or only the full test suite. */
  for: 'run' | 'test'
}

/** Nothing here is needed to start; each row is one feature that waits for its package. */
const needs: Need[] = [
  { sign: 'influxd', package: 'influxdb', feature: 'tests against a real InfluxDB', for: 'test' },
  { sign: 'mosquitto_pub', package: 'mosquitto-clients', feature: 'tests with a foreign MQTT client', for: 'test' },
  { sign: 'mosquitto', package: 'mosquitto', feature: 'the broker benchmark beside mosquitto', for: 'test' },
  { sign: 'chromium', package: 'chromium', feature: 'tests of the pages in a real browser', for: 'test' },
  {
    sign: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    package: 'fonts-noto-cjk',
    feature: 'Chinese text in the screenshots',
    for: 'test',
  },
  { sign: 'socat', package: 'socat', feature: 'tests of unplugged serial devices', for: 'test' },
  { sign: 'mbpoll', package: 'mbpoll', feature: 'tests with a foreign Modbus master', for: 'test' },
  { sign: '/usr/lib/postgresql', package: 'postgresql', feature: 'tests on PostgreSQL', for: 'test' },
]

/** What is missing here, grouped into one line that can be pasted. */
export function missingPackages(purpose: Need['for']): { feature: string; command: string }[] {
  return needs
    .filter((need) => need.for === purpose && !isPresent(need.sign))
    .map((need) => ({
      feature: `${need.feature} waits for ${need.package}`,
      command: `apt-get install ${need.package}`,
    }))
}

function isPresent(sign: string): boolean {
  if (sign.startsWith('/')) return existsSync(sign)
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return directories.some((directory) => existsSync(join(directory, sign)))
}
