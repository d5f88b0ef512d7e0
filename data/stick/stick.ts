import { Fault } from '../../flows/base/fault.ts'
import type { SignedReference } from '../reference/signed-reference.ts'
import { exportToStick, type StickExport } from './export.ts'
import { importFromStick, type StickImport } from './import.ts'
import type { StickParts } from './stick-parts.ts'

/** Packets of this station by USB stick: out, and central's answers back. */
export interface StickPort {
  /** Faults: export.ts. */
  exportTo(folder: string): Promise<StickExport>
  /** Faults: import.ts. */
  importFrom(folder: string): Promise<StickImport>
}

/** `documents` are the reference data that a stick may bring. */
export function createStick(
  parts: StickParts & { readonly documents: readonly Pick<SignedReference<unknown>, 'pull'>[] },
): StickPort {
  return {
    exportTo: (folder) => exportToStick(parts, folder),
    importFrom: (folder) =>
      importFromStick(
        {
          ...parts,
          async takeReferences(client) {
            for (const document of parts.documents) await document.pull(client).catch(ignoreOlder)
          },
        },
        folder,
      ),
  }
}

/** The line was there first, or the same stick came twice. */
function ignoreOlder(thrown: unknown): void {
  if (thrown instanceof Fault && thrown.code === 'REFERENCE_INVALID' && thrown.details.reason === 'older') return
  throw thrown
}
