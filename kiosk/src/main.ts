import type { Room, RoomContext } from '@larder/contracts/room'

export async function start(_context: RoomContext): Promise<Room> {
  return { addresses: {}, stop: async () => undefined }
}
