/** A compiled typebox shape, as far as it is asked here. */
export interface Shape<Value> {
  Check(value: unknown): value is Value
}
