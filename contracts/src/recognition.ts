import { z } from 'zod'
import { identifier } from './identifier.ts'
import { atMs } from './instant.ts'
import { language } from './language.ts'
import { recordId } from './product.ts'
import { signature } from './standing.ts'

const account = z.string().trim().min(20, 'write at least a sentence (20 characters)').max(4000)

/**
 * The assessment that must be on record before anybody may be recognised by face: PIPL art. 55 and 56, GDPR art. 35.
 * `POST /api/recognition/assessments`, signed by the administrator's own password.
 */
export const assessmentInput = z.strictObject({
  purpose: account,
  necessity: account,
  /** What gives the same service without a face. */
  alternatives: account,
  risks: account,
  measures: account,
  /** Who was heard: data protection officer, staff, customers. */
  consulted: account,
  password: signature,
})

export const assessment = z.object({
  id: z.uuid(),
  atMs,
  by: z.string(),
  ...assessmentInput.omit({ password: true }).shape,
})

/** `POST /api/recognition/setting`. Switching off stops the face engine; templates stay until erased. */
export const recognitionSettingInput = z.strictObject({ enabled: z.boolean(), why: z.string().trim().min(3).max(500) })

/** What a kiosk is told: in its copy of the store. */
export const recognitionSetting = z.object({ enabled: z.boolean(), assessment: z.uuid().nullable() })

/** A version of the consent text somebody agreed to. Under 14 a guardian agrees, who is a member as well. */
export const consent = z.strictObject({
  version: z.number().int().positive(),
  language,
  /** Whether the person is 14 or older. */
  ofAge: z.boolean(),
  guardian: recordId.nullable(),
})

/** Proof of an enrolment or an erasure. Nothing in it is biometric. */
export const recognitionReceipt = z.object({
  id: z.uuid(),
  kind: z.enum(['enrolled', 'erased']),
  member: recordId,
  atMs,
  shots: z.number().int(),
  grounds: z.string(),
})

/** `POST /api/recognition/erasures`: a member asked, at the counter or by telephone, to be forgotten by every kiosk. */
export const faceErasureInput = z.strictObject({ member: recordId, why: z.string().trim().min(3).max(500) })

/** What a kiosk is told to erase: in its copy of the store, until it has said that it is done. */
export const faceErasureWanted = z.object({ id: z.uuid(), member: recordId })
/** `shots` is null where nothing of the member was enrolled. */
export const faceErasureDone = z.strictObject({ id: z.uuid(), shots: z.number().int().nullable() })
export const faceErasure = z.object({
  ...faceErasureWanted.shape,
  by: z.string(),
  why: z.string(),
  atMs,
  kiosks: z.array(z.object({ kiosk: identifier, doneAtMs: atMs.nullable(), shots: z.number().int().nullable() })),
})

const rate = z.object({ rate: z.number(), low: z.number(), high: z.number(), trials: z.number().int() })

/** What a kiosk tells of its recognition: counts and error estimates, never a face. */
export const recognitionFigures = z.object({
  kiosk: identifier,
  atMs,
  enrolled: z.number().int(),
  /** At this many the operator should ask the authority: the measure for face recognition of 2025, art. 15. */
  filingDueAt: z.number().int(),
  threshold: z.number(),
  thresholdFrom: z.enum(['gallery', 'default']),
  falsePositives: rate.nullable(),
  falseNegatives: rate.nullable(),
  recognised30Days: z.number().int(),
  unknown30Days: z.number().int(),
})

/** `POST /api/kiosk/recognition`: receipts until they are told, and the figures of now. */
export const recognitionTold = z.strictObject({
  receipts: z.array(recognitionReceipt).max(100),
  /** Of what the cloud asked for; told until its copy asks no more. */
  erased: z.array(faceErasureDone).max(1000).default([]),
  figures: recognitionFigures,
})
/** The receipts that are on record. */
export const recognitionTaken = z.object({ taken: z.array(z.uuid()) })

export type Assessment = z.infer<typeof assessment>
export type RecognitionSetting = z.infer<typeof recognitionSetting>
export type Consent = z.infer<typeof consent>
export type RecognitionReceipt = z.infer<typeof recognitionReceipt>
export type FaceErasure = z.infer<typeof faceErasure>
export type FaceErasureWanted = z.infer<typeof faceErasureWanted>
export type FaceErasureDone = z.infer<typeof faceErasureDone>
export type RecognitionTold = z.infer<typeof recognitionTold>
export type RecognitionFigures = z.infer<typeof recognitionFigures>
