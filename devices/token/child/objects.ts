import { type Attribute, CK, type Cryptoki, type Handle } from './cryptoki.ts'

/** A token holds a few dozen objects; a module that finds more for ever is wrong. */
const MAX_OBJECTS = 200
const OBJECTS_AT_ONCE = 20

/** Objects that fit the template. Raises what the module raises; the search is always closed. */
export function findObjects(module: Cryptoki, session: Handle, template: Attribute[]): Handle[] {
  module.C_FindObjectsInit(session, template)
  try {
    const found: Handle[] = []
    while (found.length < MAX_OBJECTS) {
      const some = module.C_FindObjects(session, OBJECTS_AT_ONCE)
      found.push(...some)
      if (some.length < OBJECTS_AT_ONCE) break
    }
    return found
  } finally {
    module.C_FindObjectsFinal(session)
  }
}

/** One attribute, or null where the object has none or does not show it. */
export function attributeOf(module: Cryptoki, session: Handle, object: Handle, type: number): Buffer | null {
  try {
    return module.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? null
  } catch {
    return null
  }
}

/** The X.509 certificates on the token, read without a login. One that cannot be read is left out. */
export function certificatesOf(module: Cryptoki, session: Handle): { readonly der: Buffer; readonly object: Handle }[] {
  const objects = findObjects(module, session, [
    { type: CK.CKA_CLASS, value: CK.CKO_CERTIFICATE },
    { type: CK.CKA_CERTIFICATE_TYPE, value: CK.CKC_X_509 },
  ])
  return objects.flatMap((object) => {
    const der = attributeOf(module, session, object, CK.CKA_VALUE)
    return der && der.length > 0 ? [{ der, object }] : []
  })
}
