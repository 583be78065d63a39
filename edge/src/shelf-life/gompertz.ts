/**
 * Gompertz as modified by Zwietering et al. 1990, y = A·exp(−exp(μ·e/A·(λ − t) + 1)): ln of the growth after
 * `accrued` = μ·t, with A = `riseLn` and μ·λ = `workToBeDone`. At time 0 it is not quite 0: that is the model's own.
 */
export const gompertz = (accrued: number, riseLn: number, workToBeDone: number): number =>
  riseLn <= 0 ? 0 : riseLn * Math.exp(-Math.exp((Math.E / riseLn) * (workToBeDone - accrued) + 1))
