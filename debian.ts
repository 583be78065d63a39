import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Need {
  /** A program, or a path, that tells whether the package is here. */
  sign: string
  package: string
  /** What waits for it. */
  feature: string
}

/** Running a site needs none of these; each row is what the full test suite or a benchmark waits for. */
const needs: Need[] = [
  { sign: 'influxd', package: 'influxdb', feature: 'tests against a real InfluxDB' },
  { sign: 'mosquitto_pub', package: 'mosquitto-clients', feature: 'tests with a foreign MQTT client' },
  { sign: 'mosquitto', package: 'mosquitto', feature: 'the broker benchmark beside mosquitto' },
  { sign: 'chromium', package: 'chromium', feature: 'tests of the pages in a real browser' },
  {
    sign: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    package: 'fonts-noto-cjk',
    feature: 'Chinese text in the screenshots',
  },
  { sign: 'ffmpeg', package: 'ffmpeg', feature: 'counting people in videos and real cameras' },
  { sign: 'socat', package: 'socat', feature: 'tests of unplugged serial devices' },
  { sign: 'mbpoll', package: 'mbpoll', feature: 'tests with a foreign Modbus master' },
  { sign: 'pdftotext', package: 'poppler-utils', feature: 'tests of the words in the PDF report' },
  { sign: '/usr/lib/postgresql', package: 'postgresql', feature: 'tests on PostgreSQL' },
]

/** What is missing here, grouped into one line that can be pasted. */
export function missingPackages(): { feature: string; command: string }[] {
  return needs
    .filter((need) => !isPresent(need.sign))
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
