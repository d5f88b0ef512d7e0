import { isCkr } from '../ckr.ts'
import type { ChildAnswers, ModuleSpec } from '../messages.ts'
import { CK, type Cryptoki, ckrOf } from './cryptoki.ts'

export type Loaded = { readonly module: Cryptoki } | Extract<ChildAnswers['load'], { kind: 'not-loaded' }>

/** Loads the module and initialises it, once in the life of this process: some vendors' modules break when it is done again. */
export async function loadModule(spec: ModuleSpec): Promise<Loaded> {
  const module = spec.kind === 'simulated' ? await simulated(spec.folder) : await library(spec.path)
  if ('kind' in module) return module
  try {
    initialise(module)
    return { module }
  } catch (thrown) {
    return { kind: 'not-loaded', why: 'initialise', ckr: ckrOf(thrown) }
  }
}

async function simulated(folder: string): Promise<Cryptoki> {
  const { createSimulatedModule } = await import('../simulated/module.ts')
  return createSimulatedModule(folder)
}

async function library(path: string): Promise<Cryptoki | Extract<ChildAnswers['load'], { kind: 'not-loaded' }>> {
  const binding = await import('pkcs11js').catch(() => null)
  if (!binding) return { kind: 'not-loaded', why: 'binding', ckr: null }
  try {
    const module = new (binding.default ?? binding).PKCS11()
    module.load(path)
    return module as unknown as Cryptoki
  } catch (thrown) {
    return { kind: 'not-loaded', why: 'library', ckr: ckrOf(thrown) }
  }
}

function initialise(module: Cryptoki): void {
  try {
    module.C_Initialize({ flags: CK.CKF_OS_LOCKING_OK })
  } catch (thrown) {
    const ckr = ckrOf(thrown)
    if (isCkr(ckr, 'CKR_CRYPTOKI_ALREADY_INITIALIZED')) return
    // Modules that know no locks at all; here is one thread alone.
    if (!isCkr(ckr, 'CKR_CANT_LOCK', 'CKR_NEED_TO_CREATE_THREADS', 'CKR_ARGUMENTS_BAD')) throw thrown
    module.C_Initialize({ flags: 0 })
  }
}
