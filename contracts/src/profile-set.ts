import { z } from 'zod'
import { identifier } from './identifier.ts'
import { atMs } from './instant.ts'
import { profile } from './profile.ts'

/** More would not fit one message. */
export const mostProfiles = 150

/**
 * Every profile of the shop as last edited, topic `larder/v1/profiles/{site}`, QoS 1, retained, from the cloud. The edge
 * judges by it at once, and after a restart without the cloud too.
 */
export const profilesMessage = z.object({
  /** When the newest of them was edited; 0 when nothing ever was. */
  editedAtMs: atMs,
  profiles: z
    .record(identifier, profile)
    .refine((set) => Object.keys(set).length <= mostProfiles, `at most ${mostProfiles} profiles`),
})

export type ProfilesMessage = z.infer<typeof profilesMessage>
