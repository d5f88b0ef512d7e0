import type { FastifyReply } from 'fastify'

/** What some network puts in between while `wrong` is on: the trap is a client that takes any 200 for an answer. */
const LOGIN_PAGE = '<!doctype html><title>Đăng nhập</title><p>Vui lòng đăng nhập để tiếp tục.</p>'

/** Past the schema of the route, which knows only right answers. */
export function sendLoginPage(reply: FastifyReply): FastifyReply {
  return reply.type('text/html; charset=utf-8').serializer(String).send(LOGIN_PAGE)
}
