import { verify, X509Certificate } from 'node:crypto'
import pkcs11 from 'pkcs11js'

/** pkcs11js with nothing around it, in the process that asks. */
export interface BareToken {
  /** Session, login, `count` signatures, logout. */
  signMany(data: Uint8Array, count: number): void
  /** Session, login, certificate and key found, one signature proved with the certificate, logout: what one TokenPort.sign is. */
  signWhole(data: Uint8Array): void
}

const SIGNATURE_BYTES = 256

/** Loads the module and takes the first token. */
export async function createBareToken(modulePath: string, pin: string): Promise<BareToken> {
  const module = new pkcs11.PKCS11()
  module.load(modulePath)
  module.C_Initialize()
  const slot = module.C_GetSlotList(true)[0]!
  const mechanism = { mechanism: pkcs11.CKM_SHA256_RSA_PKCS }

  const inSession = (work: (session: Buffer) => void) => {
    const session = module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
    module.C_Login(session, pkcs11.CKU_USER, pin)
    work(session)
    module.C_Logout(session)
    module.C_CloseSession(session)
  }
  const findOne = (session: Buffer, type: number): Buffer => {
    module.C_FindObjectsInit(session, [{ type: pkcs11.CKA_CLASS, value: type }])
    const [found] = module.C_FindObjects(session, 1)
    module.C_FindObjectsFinal(session)
    return found!
  }
  const signOne = (session: Buffer, key: Buffer, data: Uint8Array): Buffer => {
    module.C_SignInit(session, mechanism, key)
    return module.C_Sign(session, Buffer.from(data), Buffer.alloc(SIGNATURE_BYTES))
  }
  return {
    signMany(data, count) {
      inSession((session) => {
        const key = findOne(session, pkcs11.CKO_PRIVATE_KEY)
        for (let signed = 0; signed < count; signed += 1) signOne(session, key, data)
      })
    },
    signWhole(data) {
      inSession((session) => {
        const certificate = findOne(session, pkcs11.CKO_CERTIFICATE)
        const [der] = module.C_GetAttributeValue(session, certificate, [{ type: pkcs11.CKA_VALUE }])
        const signature = signOne(session, findOne(session, pkcs11.CKO_PRIVATE_KEY), data)
        const { publicKey } = new X509Certificate(der?.value as Buffer)
        if (!verify('sha256', data, publicKey, signature)) throw new Error('bare signature does not verify')
      })
    },
  }
}
