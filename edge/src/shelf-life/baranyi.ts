/**
 * Baranyi and Roberts 1994 in closed form (m = 1, ν = μmax): ln of the growth after `accrued` = μ·t, of at most
 * `riseLn`, behind a lag of `workToBeDone` = μ·λ = h₀. It holds for a changing μ too: lag and growth both depend on the
 * time only through ∫μ dt.
 */
export function baranyi(accrued: number, riseLn: number, workToBeDone: number): number {
  const adjusted = bend(accrued, workToBeDone)
  return adjusted - bend(adjusted, riseLn)
}

/** ln(1 − e^(−at) + e^(x − at)): 0 at 0, nearly 0 until `at`, nearly x − at beyond it. */
function bend(x: number, at: number): number {
  if (x - at > 50) return x - at
  return Math.log1p(Math.exp(x - at) - Math.exp(-at))
}
