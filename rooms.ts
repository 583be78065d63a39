import type { Command, Room, RoomContext } from '@larder/contracts/room'

interface RoomModule {
  start(context: RoomContext): Promise<Room>
}

/** What `larder <room>` runs, in the order the rooms start. Loaded only when asked for. */
export const rooms = {
  broker: () => import('@larder/broker/main'),
  edge: () => import('@larder/edge/main'),
  cloud: () => import('@larder/cloud/main'),
  flows: () => import('@larder/flows/main'),
  kiosk: () => import('@larder/kiosk/main'),
  world: () => import('@larder/firmware-sim/main'),
} as const satisfies Record<string, () => Promise<RoomModule>>

export type RoomName = keyof typeof rooms
export const roomNames = Object.keys(rooms) as RoomName[]
export const isRoomName = (word: string | undefined): word is RoomName =>
  word !== undefined && Object.hasOwn(rooms, word)

/** Every room's subcommands, such as `device add` and `nmea`. */
export async function roomCommands(): Promise<Command[]> {
  const modules = await Promise.all([
    import('@larder/assistant/commands'),
    import('@larder/broker/commands'),
    import('@larder/edge/commands'),
    import('@larder/cloud/commands'),
    import('@larder/firmware-sim/commands'),
    import('@larder/kiosk/commands'),
  ])
  return modules.flatMap((module) => module.commands)
}
