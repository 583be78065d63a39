import type { Json } from './event.ts'
import { DocumentFault } from './fault.ts'

/** Far deeper than any event; a parser of what follows may then recurse. */
const maxDepth = 40
const keysOfPrototypes = ['__proto__', 'constructor', 'prototype']

/** Parses a text from outside, or throws a DocumentFault that says where it is no document. */
export function parseJson(text: string): Json {
  refuseDepth(text)
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (error) {
    throw new DocumentFault({ path: '$', message: `not JSON: ${error instanceof Error ? error.message : error}` })
  }
  refuseHostileKeys(value, '$')
  return value
}

/** Counted in the text, before anything is built from it. */
function refuseDepth(text: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index)
    if (inString) {
      if (sign === 0x5c) index++
      else if (sign === 0x22) inString = false
    } else if (sign === 0x22) inString = true
    else if (sign === 0x7b || sign === 0x5b) {
      depth++
      if (depth > maxDepth) {
        throw new DocumentFault({
          path: '$',
          message: `is nested more than ${maxDepth} levels deep (at character ${index})`,
        })
      }
    } else if (sign === 0x7d || sign === 0x5d) depth--
  }
}

function refuseHostileKeys(value: Json, path: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new DocumentFault({ path, message: 'holds a NUL character (U+0000): leave it out' })
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) if (isChecked(one)) refuseHostileKeys(one, `${path}[${index}]`)
    return
  }
  for (const key of Object.keys(value)) {
    if (keysOfPrototypes.includes(key) || key.includes('\0')) {
      throw new DocumentFault({ path, message: `may not have the property ${JSON.stringify(key)}` })
    }
    const one = value[key] as Json
    if (isChecked(one)) refuseHostileKeys(one, `${path}.${key}`)
  }
}

/** Most values are short texts without a NUL: their path need not be written. */
const isChecked = (value: Json): boolean =>
  typeof value === 'string' ? value.includes('\0') : typeof value === 'object' && value !== null
