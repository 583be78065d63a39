import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Model } from './model.ts'
import type { Matrix } from './quantised.ts'

/** A model as two files: what a person may read, and the numbers. */
export interface ModelFiles {
  /** model.json */
  description: string
  /** weights.bin: the arrays of the description one after another, little-endian, each on a multiple of four bytes. */
  weights: Uint8Array
}

const format = 'larder-assistant-2'
const logistic = z.object({
  bias: z.number(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  deviations: z.array(z.number()),
})
const kind = z.enum(['Int8Array', 'Uint8Array', 'Int32Array', 'Float32Array'])
const part = z.object({ kind, length: z.number().int().nonnegative(), columns: z.number().int().positive().optional() })
const description = z.object({
  format: z.literal(format),
  labels: z.array(z.string()).min(1),
  judgement: z.object({
    blend: z.object({ svm: z.number(), network: z.number() }),
    scope: logistic,
    right: logistic,
    threshold: z.number(),
  }),
  validation: z.object({
    lines: z.number(),
    outOfScopeLines: z.number(),
    accuracy: z.number(),
    inScopeAccuracy: z.number(),
    outOfScopeRecall: z.number().nullable(),
  }),
  networks: z.number().int().nonnegative(),
  parts: z.array(part),
  /** Of weights.bin, in hexadecimal. */
  weightsSha256: z.string().length(64),
})

const arrays = { Int8Array, Uint8Array, Int32Array, Float32Array }
type NumberArray = Int8Array | Uint8Array | Int32Array | Float32Array
interface Part {
  array: NumberArray
  columns?: number
}

export function encodeModel(model: Model): ModelFiles {
  const { vocabulary, neighbours, labels, judgement, validation } = model
  const matrices = [model.svm, ...model.networks.flatMap(({ inner, outer }) => [inner, outer])]
  const parts: Part[] = [
    ...[vocabulary.hashes, vocabulary.inverseFrequencies, vocabulary.kinds].map((array) => ({ array })),
    ...[neighbours.terms, neighbours.weights, neighbours.labels].map((array) => ({ array })),
    ...matrices.flatMap(({ cells, scales, bias, columns }) => [
      { array: cells, columns },
      { array: scales },
      { array: bias },
    ]),
  ]
  const weights = new Uint8Array(parts.reduce((sum, { array }) => sum + padded(array.byteLength), 0))
  let at = 0
  for (const { array } of parts) {
    weights.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += padded(array.byteLength)
  }
  const told: z.infer<typeof description> = {
    format,
    labels,
    judgement,
    validation,
    networks: model.networks.length,
    parts: parts.map(({ array, columns }) => ({
      kind: kind.parse(array.constructor.name),
      length: array.length,
      ...(columns ? { columns } : {}),
    })),
    weightsSha256: sha256(weights),
  }
  return { description: `${JSON.stringify(told)}\n`, weights }
}

/** @throws Error that says what is wrong with the files */
export function decodeModel({ description: text, weights }: ModelFiles): Model {
  const { labels, judgement, validation, networks, parts, weightsSha256 } = parseDescription(text)
  const bytes = parts.reduce((sum, { kind, length }) => sum + padded(length * arrays[kind].BYTES_PER_ELEMENT), 0)
  if (weights.length !== bytes) {
    throw new Error(`weights.bin has ${weights.length} bytes and model.json says ${bytes}: train the model again`)
  }
  if (sha256(weights) !== weightsSha256) throw new Error('weights.bin is damaged (SHA-256): train the model again')
  const read: Part[] = []
  let at = 0
  for (const { kind, length, columns } of parts) {
    const bytes = length * arrays[kind].BYTES_PER_ELEMENT
    // Copied: a Buffer's own slice would share, and show, the whole file.
    const array = new arrays[kind](new Uint8Array(weights.subarray(at, at + bytes)).buffer)
    read.push(columns ? { array, columns } : { array })
    at += padded(bytes)
  }
  const arrayAt = <Kind extends NumberArray>(index: number): Kind => {
    const found = read[index]
    if (!found) throw new Error('model.json lacks a part: train the model again')
    return found.array as Kind
  }
  const matrixAt = (index: number): Matrix => ({
    cells: arrayAt(index),
    columns: read[index]?.columns ?? labels.length,
    scales: arrayAt(index + 1),
    bias: arrayAt(index + 2),
  })
  return {
    labels,
    vocabulary: { hashes: arrayAt(0), inverseFrequencies: arrayAt(1), kinds: arrayAt(2) },
    neighbours: { terms: arrayAt(3), weights: arrayAt(4), labels: arrayAt(5) },
    svm: matrixAt(6),
    networks: Array.from({ length: networks }, (_, index) => ({
      inner: matrixAt(9 + 6 * index),
      outer: matrixAt(12 + 6 * index),
    })),
    judgement,
    validation,
  }
}

function parseDescription(text: string): z.infer<typeof description> {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    throw new Error('model.json is no JSON: train the model again')
  }
  const parsed = description.safeParse(told)
  if (parsed.success) return parsed.data
  const fault = parsed.error.issues[0]
  throw new Error(`model.json, ${fault?.path.join('.') || 'whole'}: ${fault?.message}; train the model again`)
}

/**
 * A model as one run of bytes, to be sent or kept: the SHA-256 of what follows as a line of its own, the description as
 * the next, then the weights.
 */
export function packModel(model: Model): Buffer {
  const { description, weights } = encodeModel(model)
  const body = Buffer.concat([Buffer.from(description), weights])
  return Buffer.concat([Buffer.from(`${sha256(body)}\n`), body])
}

/** @throws Error that says what is wrong with the bytes; half a model is never returned */
export function unpackModel(bytes: Uint8Array): Model {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const told = packed.subarray(0, 65).toString('latin1')
  if (!/^[0-9a-f]{64}\n$/.test(told)) throw new Error('this is no packed model: it does not begin with a SHA-256')
  const body = packed.subarray(65)
  if (`${sha256(body)}\n` !== told) throw new Error('the model is damaged or incomplete (SHA-256): fetch it again')
  const end = body.indexOf('\n') + 1
  return decodeModel({ description: body.toString('utf8', 0, end), weights: body.subarray(end) })
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4
