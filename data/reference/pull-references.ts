import type { SyncClient } from '../central-client/sync.client.ts'
import type { SignedReference } from './signed-reference.ts'

/** Asks for each document, whatever becomes of the others. Raises the first fault after all were asked. */
export async function pullReferences(
  documents: readonly Pick<SignedReference<unknown>, 'pull'>[],
  client: SyncClient,
  signal?: AbortSignal,
): Promise<void> {
  const failures: unknown[] = []
  for (const document of documents) {
    try {
      await document.pull(client, signal)
    } catch (thrown) {
      failures.push(thrown)
    }
  }
  if (failures.length > 0) throw failures[0]
}
