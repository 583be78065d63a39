import { join } from 'node:path'
import type { Model } from '@larder/assistant/classifier/model'
import type { Mind } from '@larder/assistant/mind/mind'
import { close, httpServer, httpsServer, listen } from '@larder/cloud/http/listen'
import { reachableHost } from '@larder/cloud/http/reachable-host'
import type { Language } from '@larder/contracts/language'
import type { Room, RoomContext } from '@larder/contracts/room'
import { type Clock, systemClock } from './clock.ts'
import { Door } from './door/door.ts'
import { FaceEngine } from './faces/face-engine.ts'
import { KioskRoom } from './kiosk-room.ts'
import type { FaceReader } from './recognition/recognition.ts'

const dist = join(import.meta.dirname, '..', 'web', 'dist')

export interface KioskParts {
  clock: Clock
  createMind(models: Partial<Record<Language, Model>>): Promise<Mind>
  /** Reads faces; by default the engine's own process, which the first picture starts. */
  faces: FaceReader
  /** Where Vite put the page. */
  pages: string
}

const usualParts: Omit<KioskParts, 'faces'> = {
  clock: systemClock,
  createMind: async (models) => (await import('./minds/create-kiosk-mind.ts')).createKioskMind(models),
  pages: dist,
}

/** Starts the kiosk room: page and WebSocket for screens; hearing, speaking and mind come into memory with a shopper. */
export async function start(context: RoomContext, parts: Partial<KioskParts> = {}): Promise<Room> {
  const { clock, createMind, pages } = { ...usualParts, ...parts }
  const faces = parts.faces ?? new FaceEngine({ clock })
  const { configuration, dataDirectory, log } = context
  const { kiosk } = configuration
  const room = new KioskRoom(context, { clock, createMind, faces })
  const door = new Door({
    pages,
    configuredHost: kiosk.host,
    lobby: room.lobby,
    clock,
    health: () => room.health(),
    pictures: room.pictures,
  })
  const plain = httpServer(door.handle)
  const secure = kiosk.httpsPort === undefined ? undefined : httpsServer(dataDirectory, door.handle, log)
  const stop = async () => {
    await room.stop()
    await Promise.all([close(plain), close(secure)])
  }
  try {
    door.attach(plain)
    const port = await listen(plain, kiosk.host, kiosk.port, 'kiosk.port')
    const addresses: Room['addresses'] = { kiosk: `http://${reachableHost(kiosk.host)}:${port}` }
    if (kiosk.httpsPort !== undefined && secure === undefined) log('HTTPS is off: there is no certificate in tls/ yet')
    if (kiosk.httpsPort !== undefined && secure !== undefined) {
      door.attach(secure)
      const securePort = await listen(secure, '0.0.0.0', kiosk.httpsPort, 'kiosk.httpsPort')
      addresses.kioskHttps = `https://${reachableHost('0.0.0.0')}:${securePort}`
    }
    room.start()
    return { addresses, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
