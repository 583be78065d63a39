import type { Command } from '@larder/contracts/room'
import { replayCommand } from './replay/replay-command.ts'
import { nmeaCommand } from './sources/nmea-command.ts'

export const commands: Command[] = [nmeaCommand, replayCommand]
