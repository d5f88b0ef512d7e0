/**
 * Runs the contestants in turns, A B C A B C …, one at a time: whatever else the machine does hits all of them alike.
 * Gives each one's results in the order of the rounds. The first `warmUps` rounds are run and thrown away.
 */
export async function interleave<Name extends string, Result>(
  contestants: Readonly<Record<Name, () => Promise<Result>>>,
  rounds: number,
  warmUps = 0,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(contestants) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of names) {
      const result = await contestants[name]()
      if (round >= 0) results[name].push(result)
    }
  }
  return results
}
