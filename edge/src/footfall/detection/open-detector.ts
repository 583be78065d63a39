import { z } from 'zod'
import type { PersonDetector } from './person-detector.ts'

/** Which detector finds the people, and from which scores its boxes are believed. */
export const detectorSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('centernet'),
    /** `auto` is onnxruntime, and WebAssembly where that does not load. */
    runtime: z.enum(['auto', 'onnx', 'wasm']).default('auto'),
    floor: z.number().default(0.2),
    sure: z.number().default(0.35),
  }),
  z.strictObject({
    kind: z.literal('onnx-boxes'),
    model: z.string().min(1),
    input: z.strictObject({ width: z.int().min(32).max(2048), height: z.int().min(32).max(2048) }),
    white: z.number().positive().default(1),
    personClass: z.int().min(0).default(0),
    floor: z.number().default(0.25),
    sure: z.number().default(0.5),
  }),
])

export type DetectorSettings = z.infer<typeof detectorSettings>

export const usualDetector: DetectorSettings = detectorSettings.parse({ kind: 'centernet' })

/** @param log told when the quicker runtime does not load @throws Error when the asked one cannot run */
export async function openDetector(settings: DetectorSettings, log: (line: string) => void): Promise<PersonDetector> {
  if (settings.kind === 'onnx-boxes') {
    const { openOnnxBoxes } = await import('./onnx-boxes.ts')
    return openOnnxBoxes({ ...settings, leastScore: settings.floor })
  }
  if (settings.runtime === 'wasm') return (await import('./wasm-centernet.ts')).openWasmCenternet()
  try {
    return await (await import('./onnx-centernet.ts')).openOnnxCenternet()
  } catch (error) {
    if (settings.runtime === 'onnx') throw error
    log(`onnxruntime does not run here (${error instanceof Error ? error.message : error}); using WebAssembly`)
    return (await import('./wasm-centernet.ts')).openWasmCenternet()
  }
}
