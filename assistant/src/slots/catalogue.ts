import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { type CatalogueProduct, productsIn } from './product.ts'
import { shortNames } from './short-names.ts'

export interface NamedProduct {
  product: string
  heard: string
  repairedTo: string | null
  confidence: number
  /** Others that the same words may mean as well. */
  others: string[]
}

interface Names {
  entries: CatalogueProduct[]
  /** What each entry, by its id, may be. */
  meant: Map<string, string[]>
}

const built = new WeakMap<StoreCopy, Partial<Record<Language, Names>>>()

/** The products of a store named in a normalised text, by their names, other names and short names. */
export function namedProducts(text: string, copy: StoreCopy, language: Language): NamedProduct[] {
  const { entries, meant } = namesOf(copy, language)
  return productsIn(text, entries, language).map(({ product: key, heard, repairedTo, confidence }) => {
    const [product, ...others] = meant.get(key) as [string, ...string[]]
    return { product, heard, repairedTo, confidence, others }
  })
}

function namesOf(copy: StoreCopy, language: Language): Names {
  const kept = built.get(copy) ?? {}
  const names = kept[language] ?? gather(copy, language)
  built.set(copy, { ...kept, [language]: names })
  return names
}

function gather(copy: StoreCopy, language: Language): Names {
  const full = new Map<string, string[]>()
  const stems = new Map<string, string[]>()
  const heads = new Map<string, string[]>()
  const put = (names: Map<string, string[]>, name: string, product: string): void => {
    const key = name.toLowerCase()
    const known = names.get(key) ?? []
    if (!known.includes(product)) names.set(key, [...known, product])
  }
  const cards = new Map(copy.cards.map((card) => [card.product, card]))
  for (const { id, nameZh, nameEn } of copy.products) {
    const card = cards.get(id)
    const name = language === 'zh' ? nameZh : nameEn
    put(full, name, id)
    for (const alias of (language === 'zh' ? card?.aliasesZh : card?.aliasesEn) ?? []) put(full, alias, id)
    const short = shortNames(name, language)
    for (const stem of short.stems) put(stems, stem, id)
    for (const head of short.heads) put(heads, head, id)
  }
  const onShelf = new Set(copy.shelf.map(({ product }) => product))
  const meant = new Map<string, string[]>()
  for (const [name, products] of [...heads, ...stems, ...full]) {
    // What is sold here is meant before what is not.
    const here = products.filter((product) => onShelf.has(product))
    meant.set(name, here.length > 0 ? here : products)
  }
  return {
    entries: [...meant.keys()].map((name) => ({
      id: name,
      nameZh: name,
      nameEn: name,
      exact: !full.has(name) && !stems.has(name),
    })),
    meant,
  }
}
