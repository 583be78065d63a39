const digitsOf = (id: string): string => id.replace(/\D/g, '')

/**
 * The order that somebody calls by this number: by its id, or by its digits alone where no other order has the same, for
 * a shopper says "four seven one nine" of ORDER-4719.
 */
export function orderNumbered<Order extends { id: string }>(number: string, orders: Order[]): Order | undefined {
  const asked = number.trim().toLowerCase()
  const named = orders.find(({ id }) => id.toLowerCase() === asked)
  if (named || !/^\d{4,}$/.test(asked)) return named
  const [only, ...others] = orders.filter(({ id }) => digitsOf(id) === asked)
  return others.length === 0 ? only : undefined
}
