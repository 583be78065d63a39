import { z } from 'zod'
import { cameraName } from './camera.ts'
import { atMs } from './instant.ts'

/** A place in the picture, as shares of its width and height from the upper left: it outlives a change of resolution. */
export const share = z
  .number()
  .min(0, 'is outside the picture: use 0 to 1')
  .max(1, 'is outside the picture: use 0 to 1')
export const place = z.strictObject({ x: share, y: share })

const label = z.string().trim().min(1).max(40)

/** A line that is counted: `in` goes to the right-hand side of who looks from its first point to its second. */
export const planLine = z
  .strictObject({
    name: label,
    from: place,
    to: place,
    /** Whether it leads into the shop: such lines change how many are inside. */
    entrance: z.boolean().default(true),
  })
  .refine(({ from, to }) => Math.hypot(from.x - to.x, from.y - to.y) >= 0.02, 'the line has no length: draw it longer')

export const planZone = z.strictObject({
  name: label,
  polygon: z.array(place).min(3, 'a zone has at least three corners').max(20),
  /** Where only staff stand: who stays there is not counted from then on, and the zone itself is not told. */
  staff: z.boolean().default(false),
})

const named = (list: readonly { name: string }[]) => new Set(list.map(({ name }) => name)).size === list.length

/** Lines and zones of one camera. */
export const cameraPlan = z.strictObject({
  lines: z.array(planLine).max(20).refine(named, 'each line needs a name of its own').default([]),
  zones: z.array(planZone).max(20).refine(named, 'each zone needs a name of its own').default([]),
})

const hour = z.number().int().min(0).max(23)

/**
 * Where people are counted, topic `larder/v1/footfall-plan/{site}`, QoS 1, retained, from the cloud. The edge counts by
 * it at once, and after a restart without the cloud too. A camera it does not name is counted as the configuration says.
 */
export const footfallPlanMessage = z.strictObject({
  editedAtMs: atMs,
  cameras: z
    .record(cameraName, cameraPlan)
    .refine((cameras) => Object.keys(cameras).length <= 32, 'at most 32 cameras of a site'),
  /** Hours of the shop's clock in which only staff are in; nobody is counted. `from` may be later than `until`. */
  staffHours: z
    .array(z.strictObject({ from: hour, until: hour }))
    .max(5)
    .default([]),
  /** The hour of the shop's clock at which it is known to be empty; its day begins then. */
  resetHour: hour.default(4),
})

export type Place = z.infer<typeof place>
export type PlanLine = z.infer<typeof planLine>
export type PlanZone = z.infer<typeof planZone>
export type CameraPlan = z.infer<typeof cameraPlan>
export type FootfallPlan = z.infer<typeof footfallPlanMessage>
export type FootfallPlanInput = z.input<typeof footfallPlanMessage>
