import { z } from 'zod'
import { identifier } from './identifier.ts'
import { atMs } from './instant.ts'

export const cameraName = identifier

/** Bytes on the wire are no JSON: one JPEG picture, as a camera or `larder camera` sends it. */
export const jpegPicture = z.instanceof(Uint8Array)

/**
 * What keeps a camera from counting well. `lost`: nothing came for ten seconds. `slow`: fewer pictures a second than
 * counting needs. `frozen`: the same picture again and again. `covered`: nothing to be seen. `refused`: its pictures
 * cannot be read.
 */
export const cameraFault = z.enum(['lost', 'slow', 'frozen', 'covered', 'dark', 'blurred', 'refused'])

/** The health of a camera as the edge measures it, topic `larder/v1/camera/{site}/{camera}`, retained. */
export const cameraStatusMessage = z.object({
  atMs,
  /** `degraded`: it counts, but worse than it could. `lost`: it counts nothing, and nobody knows who is inside. */
  state: z.enum(['starting', 'counting', 'degraded', 'lost']),
  faults: z.array(cameraFault),
  /** Pictures that came, and that were looked at. */
  framesPerSecond: z.number().nonnegative(),
  lookedPerSecond: z.number().nonnegative(),
  lastFrameAtMs: atMs.nullable(),
  picture: z.object({ width: z.number().int(), height: z.number().int() }).nullable(),
  /** Since the edge started: pictures that waited too long, and that could not be read. */
  dropped: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
  /** Why the last one could not be read. */
  refusal: z.string().max(200).nullable(),
  /** How often the process that looks had to be replaced, for all cameras. */
  detectorRestarts: z.number().int().nonnegative(),
})

export type CameraFault = z.infer<typeof cameraFault>
export type CameraStatus = z.infer<typeof cameraStatusMessage>
