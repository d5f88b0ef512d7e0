import type { Method } from '../base/terms.ts'

/** Methods this version can carry through. The others of the matrix are shown and say that they are not here yet. */
export const BUILT_METHODS: readonly Method[] = ['mobile']
