import { z } from 'zod'
import { cameraName } from './camera.ts'
import { atMs } from './instant.ts'

/** Aggregates are told for quarters of an hour. */
export const quarterMs = 15 * 60_000
/** A count of fewer people might be one person's habit: it does not leave the store by itself. */
export const fewestTold = 5

/**
 * A count that left the store: 0, or at least five. null stands for one to four: they are told together with a later
 * quarter of the same day, and what is left of them at the day's end never.
 */
export const toldCount = z
  .number()
  .int()
  .nonnegative()
  .refine((count) => count === 0 || count >= fewestTold, `a count of 1 to ${fewestTold - 1} may not leave the store`)
  .nullable()

/**
 * One quarter of an hour at one site, topic `larder/v1/footfall/{site}`, QoS 1. There is no sum beside its parts: it
 * would tell the part that is held back.
 */
export const footfallMessage = z.object({
  fromMs: atMs.refine((value) => value % quarterMs === 0, 'a quarter begins at :00, :15, :30 or :45'),
  untilMs: atMs,
  lines: z.array(
    z.object({
      camera: cameraName,
      line: z.string(),
      entrance: z.boolean(),
      in: toldCount,
      out: toldCount,
      /** Of those in: who had gone out by this line less than two minutes before and never left the camera's sight. */
      reEntries: toldCount,
    }),
  ),
  zones: z.array(
    z.object({
      camera: cameraName,
      zone: z.string(),
      stays: toldCount,
      /** Of the stays that are told, on average; null with them, and when there was none. */
      dwellSeconds: z.number().nonnegative().nullable(),
      /** People waiting, on average and at most, in the time those stays are told for. */
      queueMean: z.number().nonnegative().nullable(),
      queueMost: z.number().int().nonnegative().nullable(),
    }),
  ),
  /** Which share of the quarter each camera counted. */
  cameras: z.array(z.object({ camera: cameraName, countedShare: z.number().min(0).max(1) })),
})

/** Today, live, for the store's own console; topic `larder/v1/footfall-now/{site}`, retained, kept by nobody. */
export const footfallNowMessage = z.object({
  atMs,
  /** The shop's day, such as 2026-11-21; it begins at the plan's reset hour. */
  day: z.iso.date(),
  in: z.number().int().nonnegative(),
  out: z.number().int().nonnegative(),
  reEntries: z.number().int().nonnegative(),
  /** null while a camera that watches an entrance is lost: nobody knows. */
  inside: z.number().int().nonnegative().nullable(),
  /** Leavers of today who would have made it negative: entries that were missed. */
  clamped: z.number().int().nonnegative(),
})

/** Somebody has counted by eye how many are inside, topic `larder/v1/occupancy/{site}`; too old to be true after ten minutes. */
export const occupancyMessage = z.strictObject({ inside: z.number().int().min(0).max(100_000), atMs })

/**
 * A manager asks for one picture to draw lines on, topic `larder/v1/still-request/{site}/{camera}`. The edge answers
 * once, encrypted for this key alone.
 */
export const stillRequestMessage = z.strictObject({
  id: z.uuid(),
  atMs,
  /** RSA-OAEP (SHA-256), 2048 to 4096 bits, as base64 of its SubjectPublicKeyInfo; the private half never leaves the asking browser. */
  publicKey: z.base64().min(360).max(800),
})

/** The answer, topic `larder/v1/still/{site}/{camera}`, QoS 0, never retained: AES-256-GCM under a key for the asking browser. */
export const stillMessage = z.union([
  z.object({
    id: z.uuid(),
    wrappedKey: z.base64(),
    nonce: z.base64(),
    /** A JPEG picture with the people in it made unrecognisable, and the 16 bytes of its tag. */
    sealed: z.base64(),
  }),
  z.object({ id: z.uuid(), error: z.string().max(200) }),
])

export type FootfallMessage = z.infer<typeof footfallMessage>
export type FootfallNow = z.infer<typeof footfallNowMessage>
export type StillRequest = z.infer<typeof stillRequestMessage>
export type Still = z.infer<typeof stillMessage>
