import { z } from 'zod'
import { footfallMessage } from './footfall.ts'
import { siteId } from './identifier.ts'
import { atMs } from './instant.ts'

/** DIR/cloud/footfall-seed.json: the simulated shop's past, taken in once. */
export const footfallSeed = z.strictObject({
  site: siteId,
  quarters: z.array(footfallMessage),
  /** What the till and the kiosk did on each day of the shop's clock. */
  trade: z.array(
    z.strictObject({
      day: z.iso.date(),
      orders: z.int().nonnegative(),
      kioskConversations: z.int().nonnegative(),
    }),
  ),
  weather: z.array(z.strictObject({ atMs, outsideCelsius: z.number(), rainMm: z.number().nonnegative() })),
})

export type FootfallSeed = z.infer<typeof footfallSeed>
