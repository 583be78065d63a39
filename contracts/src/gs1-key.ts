/**
 * The check digit of a GS1 key (GTIN, GLN, SSCC, …): weights 3 and 1 alternate from the right, and the sum with the
 * check digit is a multiple of ten (GS1 General Specifications §7.9.1).
 * @param digits the key without its check digit
 */
export function checkDigit(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1
    sum += weight * (digits.charCodeAt(index) - 48)
  }
  return (10 - (sum % 10)) % 10
}

/** Whether the last digit is the check digit of those before it; only digits may be given. */
export const hasCheckDigit = (key: string): boolean => checkDigit(key.slice(0, -1)) === Number(key.at(-1))
