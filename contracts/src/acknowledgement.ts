import { z } from 'zod'
import { atMs } from './instant.ts'
import { severity } from './situation.ts'

/** A person has taken a situation, topic `larder/v1/acknowledgement/{site}/{asset}/{cause}`, QoS 1, from the cloud. */
export const acknowledgementMessage = z.object({
  situation: z.string(),
  by: z.string(),
  reason: z.string(),
  /** How grave it was when it was taken: whoever took a warning has not taken what it became. */
  severity: severity.default('critical'),
  atMs,
})

export type Acknowledgement = z.infer<typeof acknowledgementMessage>
