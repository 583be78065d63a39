import { statSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where a camera's pictures come from. */
export type CameraInput = { kind: 'folder'; path: string } | { kind: 'ffmpeg'; args: string[]; live: boolean }

const streams = /^(rtsps?|https?):\/\/[^\s]+$/
/** Only what such a stream itself needs: a redirect cannot make ffmpeg read a file. */
const protocols = 'rtsp,rtp,srtp,udp,tcp,tls,http,https,crypto'
const patienceMicroseconds = '10000000'

/** What `--from` names, or in words what is wrong with it. Nothing of it becomes an option of ffmpeg or a line of a shell. */
export function cameraInput(from: string): CameraInput | string {
  if (streams.test(from)) {
    const rtsp = from.startsWith('rtsp') ? ['-rtsp_transport', 'tcp', '-timeout', patienceMicroseconds] : []
    return { kind: 'ffmpeg', live: true, args: ['-protocol_whitelist', protocols, ...rtsp, '-i', from] }
  }
  if (/^[a-z]+:\/\//i.test(from)) return 'takes rtsp://, rtsps://, http:// or https://, a device, a file or a folder'
  const path = resolve(from)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return `${from} is not there`
  if (found.isDirectory()) return { kind: 'folder', path }
  if (found.isCharacterDevice()) return { kind: 'ffmpeg', live: true, args: ['-f', 'v4l2', '-i', path] }
  return { kind: 'ffmpeg', live: false, args: ['-re', '-i', `file:${path}`] }
}

/** An address without the user and password in it. */
export const withoutPassword = (text: string): string => text.replaceAll(/\/\/[^/@\s]*@/g, '//')
