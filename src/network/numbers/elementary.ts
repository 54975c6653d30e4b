/**
 * Elementary functions from the four operations alone, which give the same on every machine; the language leaves the last digits of its
 * own to each. So a run is the same wherever it runs.
 */

/** The natural logarithm for 0 < x ≤ 1: halvings, then the series of the area hyperbolic tangent. */
export function ln(x: number): number {
  let rest = x;
  let sum = 0;
  for (; rest < 0.75; rest *= 2) sum -= Math.LN2;
  const ratio = (rest - 1) / (rest + 1);
  let power = ratio;
  for (let n = 1; n < 40; n += 2) {
    sum += (2 * power) / n;
    power *= ratio * ratio;
  }
  return sum;
}

/** The exponential function: halvings of the argument's whole part in powers of two, then its series. */
export function exp(x: number): number {
  const twos = Math.round(x / Math.LN2);
  const rest = x - twos * Math.LN2;
  let sum = 1;
  let term = 1;
  for (let n = 1; n < 20; n++) {
    term *= rest / n;
    sum += term;
  }
  for (let n = 0; n < twos; n++) sum *= 2;
  for (let n = 0; n > twos; n--) sum /= 2;
  return sum;
}
