import type { Command } from '@larder/contracts/room'

export const commands: Command[] = []
