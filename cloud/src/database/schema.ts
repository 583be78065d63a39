import type { ColumnDataType, CreateTableBuilder, Kysely } from 'kysely'

type Columns = Record<string, ColumnDataType | 'text?' | 'integer?' | 'bigint?' | 'double precision?'>

/** A `?` allows null; everything else must be there. */
export function table(
  database: Kysely<unknown>,
  name: string,
  columns: Columns,
  key: string[],
): CreateTableBuilder<string> {
  let builder: CreateTableBuilder<string> = database.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const optional = String(type).endsWith('?')
    const dataType = String(type).replace('?', '') as ColumnDataType
    builder = builder.addColumn(column, dataType, (definition) => (optional ? definition : definition.notNull()))
  }
  return builder.addPrimaryKeyConstraint(`${name}_key`, key as never[])
}

export const refers = (
  builder: CreateTableBuilder<string>,
  name: string,
  column: string,
  to: string,
  toColumn = 'id',
) => builder.addForeignKeyConstraint(`${name}_${column}`, [column as never], to, [toColumn])

export const index = (database: Kysely<unknown>, on: string, columns: string[]) =>
  database.schema
    .createIndex(`${on}_by_${columns.join('_')}`)
    .on(on)
    .columns(columns as never[])
    .execute()
