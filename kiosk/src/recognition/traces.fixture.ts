import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a secret is found in a text or a file, in any form it might take on its way. */
export class Traces {
  readonly #places = new Map<string, Buffer>()

  add(place: string, content: string | Uint8Array): void {
    this.#places.set(place, Buffer.from(content as string))
  }

  addFolder(folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) this.add(path, readFileSync(path))
    }
  }

  /** The places that hold any of the forms. */
  of(forms: readonly Buffer[]): string[] {
    return [...this.#places]
      .filter(([, content]) => forms.some((form) => content.includes(form)))
      .map(([place]) => place)
  }
}

/** Bytes as they are, in hexadecimal, and in base64 wherever in a text they might begin. */
export function formsOfBytes(bytes: Uint8Array): Buffer[] {
  const whole = Buffer.from(bytes)
  const base64 = [0, 1, 2].flatMap((skipped) => {
    const aligned = whole.subarray(skipped, whole.length - ((whole.length - skipped) % 3))
    return [aligned.toString('base64'), aligned.toString('base64url')]
  })
  return [
    whole,
    ...[whole.toString('hex'), whole.toString('hex').toUpperCase(), ...base64].map((text) => Buffer.from(text)),
  ]
}

/** A descriptor's middle, as bytes of either order and width, and as the numbers that JSON would write. */
export function formsOfDescriptor(descriptor: Float32Array): Buffer[] {
  const part = descriptor.slice(40, 46)
  const wide = Float64Array.from(part)
  const turned = Buffer.from(part.buffer.slice(0)).swap32()
  const numbers = [...part].flatMap((value) => [String(value), value.toFixed(6)]).map((text) => Buffer.from(text))
  return [new Uint8Array(part.buffer), turned, new Uint8Array(wide.buffer)].flatMap(formsOfBytes).concat(numbers)
}
