/** A longer list with what the old one holds. */
export function widened<List extends Float64Array | Int32Array | Uint8Array | Uint16Array>(old: List, wider: List): List {
  wider.set(old);
  return wider;
}
