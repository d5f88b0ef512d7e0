import { METHODS, type Method } from '../base/terms.ts'

/** Methods this version can carry through: all of the matrix. */
export const BUILT_METHODS: readonly Method[] = METHODS
