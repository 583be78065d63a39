import type { Command } from '@larder/contracts/room'
import { nmeaCommand } from './sources/nmea-command.ts'

export const commands: Command[] = [nmeaCommand]
