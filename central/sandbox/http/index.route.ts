import { Type } from 'typebox'
import { MATCH_PATH } from './carrier.route.ts'
import type { SandboxHttp } from './server.ts'

const IndexReply = Type.Object({
  name: Type.String(),
  about: Type.String(),
  smpp: Type.Object({ host: Type.String(), port: Type.Integer(), systemId: Type.String() }),
  endpoints: Type.Array(Type.String()),
})

const ENDPOINTS = [
  `POST ${MATCH_PATH}`,
  'GET /phones/:phone/messages?after=<id>',
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
      'Thế giới bên ngoài được mô phỏng để dùng thử: nhà mạng, tổng đài tin nhắn, tổ chức cấp chứng thư số, 40 nhân vật hư cấu. Không dùng cho hệ thống thật.',
    smpp,
    endpoints: ENDPOINTS,
  }))
}
