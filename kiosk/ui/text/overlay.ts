/** Some parts of a tree of words, in the shape of the whole; a list or a function is replaced as one. */
export type Overlay<T> = T extends readonly unknown[] | ((...given: never[]) => unknown)
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Overlay<T[Key]> }
    : T

/** A tree of words with some of them replaced. Neither tree is changed. */
export function overlay<T>(whole: T, parts: Overlay<T>): T {
  if (!isTree(whole) || !isTree(parts)) return parts as T
  const replaced = Object.entries(parts).map(([key, part]) => [key, overlay(whole[key], part as Overlay<unknown>)])
  return { ...whole, ...Object.fromEntries(replaced) }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
