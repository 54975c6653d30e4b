const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;

/** `3.5 MiB`. */
export function sizeOf(bytes: number): string {
  let unit = 0;
  let value = bytes;
  for (; value >= 1_024 && unit < UNITS.length - 1; unit++) value /= 1_024;
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
