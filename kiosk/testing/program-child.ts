import { runProgram } from '../program.ts'

/** The program from its sources, as a process of its own, for tests that need no build. */
process.exitCode = await runProgram(process.argv)
