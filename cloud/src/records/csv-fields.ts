import { z } from 'zod'
import type { KindRow } from './kinds.ts'

/** What a CSV file of a kind may have as columns: the schema's own fields, and those of the list's items. */
export interface CsvFields {
  own: Record<string, z.ZodType>
  /** Empty where a row is a whole record. */
  item: Record<string, z.ZodType>
}

export function csvFields({ schema, csvList }: Pick<KindRow<never>, 'schema' | 'csvList'>): CsvFields {
  const own: Record<string, z.ZodType> = { ...schema.shape } as Record<string, z.ZodType>
  if (csvList === undefined) return { own, item: {} }
  const list = own[csvList]
  delete own[csvList]
  const element = list instanceof z.ZodArray ? list.element : undefined
  return { own, item: element instanceof z.ZodObject ? (element.shape as Record<string, z.ZodType>) : {} }
}

/** Whether a column may be left out. */
export const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success

/**
 * A cell as its schema's input: a number where a number is asked, yes or no as true and false, a list split at `;` or
 * spaces, JSON where it begins like it and a list or more is asked, nothing for an empty cell.
 */
export function cellValue(text: string, schema: z.ZodType): unknown {
  if (text === '') return undefined
  const type = baseType(schema)
  if (['array', 'object', 'record'].includes(type) && /^[[{]/.test(text)) return jsonOr(text)
  if (type === 'boolean') return flags[text.toLowerCase()] ?? text
  if (type === 'array') return text.split(/[;\s]+/).filter((part) => part !== '')
  return type === 'number' && /^[-+]?(\d|\.\d)/.test(text) && !Number.isNaN(Number(text)) ? Number(text) : text
}

function baseType(schema: z.ZodType): string {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return baseType(schema.def.innerType as z.ZodType)
  return schema.def.type
}

const flags: Record<string, boolean> = { true: true, false: false, '1': true, '0': false, yes: true, no: false }

/** What is no JSON is left as it stands: the schema refuses it by its field. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
