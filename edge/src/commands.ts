import type { Command } from '@larder/contracts/room'
import { backtestCommand } from './backtest/backtest-command.ts'
import { evaluateCommand } from './footfall/evaluation/evaluate-command.ts'
import { trackCommand } from './footfall/tracking/track-command.ts'
import { countCommand } from './footfall/video/count-command.ts'
import { replayCommand } from './replay/replay-command.ts'
import { shelfLifeCommand } from './shelf-life/shelf-life-command.ts'
import { nmeaCommand } from './sources/nmea-command.ts'

export const commands: Command[] = [
  backtestCommand,
  nmeaCommand,
  replayCommand,
  shelfLifeCommand,
  trackCommand,
  evaluateCommand,
  countCommand,
]
