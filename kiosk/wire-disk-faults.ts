/** What the operating system and SQLite raise, as faults: for what stands before the store is open. */
export { toStoreFault } from '../data/store/store-fault.ts'
