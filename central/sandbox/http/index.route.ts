import { Type } from 'typebox'
import { MATCH_PATH } from './carrier.route.ts'
import { CSC_PREFIX } from './csc.route.ts'
import { IDENTITY_PATH } from './identity.route.ts'
import { RECORD_PATH } from './insurance.route.ts'
import { MSS_PATH } from './mobile-signature.route.ts'
import type { SandboxHttp } from './server.ts'
import { SMARTCA_PREFIX } from './smartca.route.ts'

const IndexReply = Type.Object({
  name: Type.String(),
  about: Type.String(),
  smpp: Type.Object({ host: Type.String(), port: Type.Integer(), systemId: Type.String() }),
  endpoints: Type.Array(Type.String()),
})

const ENDPOINTS = [
  `POST ${MATCH_PATH}`,
  'GET /phones/:phone/messages?after=<id>',
  'GET /phones/:phone/requests',
  'POST /phones/:phone/confirm',
  'GET /tokens/:person',
  `GET ${RECORD_PATH}`,
  IDENTITY_PATH,
  `POST ${MSS_PATH}`,
  `POST ${CSC_PREFIX}/…`,
  `POST ${SMARTCA_PREFIX}/…`,
  'GET /people',
  'GET /authorities',
  'GET /authorities/:id/certificate.crt',
  'GET /authorities/:id/list.crl',
  'POST /authorities/:id/ocsp',
  'POST /authorities/certificates',
  'GET /faults',
  'PUT /faults',
]

/** GET /: what this is and what it answers. */
export function indexRoute(http: SandboxHttp, smpp: { host: string; port: number; systemId: string }): void {
  http.get('/', { schema: { response: { 200: IndexReply } } }, async () => ({
    name: 'motcua sandbox',
    about:
      'Thế giới bên ngoài được mô phỏng để dùng thử: nhà mạng, tổng đài tin nhắn, bảo hiểm xã hội, nhà cung cấp định danh, dịch vụ ký số qua SIM và từ xa, tổ chức cấp chứng thư số, các nhân vật hư cấu. Không dùng cho hệ thống thật.',
    smpp,
    endpoints: ENDPOINTS,
  }))
}
