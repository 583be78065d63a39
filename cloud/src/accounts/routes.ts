import { accountInput, accountName, accountView, role, signInInput } from '@larder/contracts/account'
import { z } from 'zod'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { cookieName, signedIn } from '../http/guard.ts'
import type { Accounts } from './accounts.ts'
import type { Sessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'

const person = z.object({ name: accountName, role })
const accountChange = z.strictObject({
  role: role.optional(),
  disabled: z.boolean().optional(),
  password: accountInput.shape.password.optional(),
})

const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

export interface AccountServices {
  accounts: Accounts
  sessions: Sessions
  signIn: SignIn
  hub: EventHub
}

export function accountRoutes(api: App, { accounts, sessions, signIn, hub }: AccountServices): void {
  api.get('/session', { schema: { tags: ['session'], response: { 200: person } } }, (request) => {
    const { name, role } = signedIn(request)
    return { name, role }
  })

  const signInSchema = { tags: ['session'], body: signInInput, response: { 200: person } }
  api.post('/session', { config: { access: 'public' }, schema: signInSchema }, async (request, reply) => {
    const { account, cookie } = await signIn.signIn(request.body.name, request.body.password, request.ip)
    void reply.setCookie(cookieName, cookie, { ...cookieOptions, maxAge: Math.floor(sessions.lifeMs / 1000) })
    return { name: account.name, role: account.role }
  })

  api.delete('/session', { schema: { tags: ['session'] } }, async (request, reply) => {
    const { hash } = signedIn(request)
    await sessions.close(hash)
    hub.closeWhere((listener) => listener.session === hash)
    return reply.clearCookie(cookieName, cookieOptions).code(204).send()
  })

  const administrator = { access: 'administrator' } as const
  const listSchema = { tags: ['accounts'], response: { 200: z.array(accountView) } }
  api.get('/accounts', { config: administrator, schema: listSchema }, () => accounts.list())

  const addSchema = { tags: ['accounts'], body: accountInput, response: { 201: accountView } }
  api.post('/accounts', { config: administrator, schema: addSchema }, async (request, reply) => {
    const { name, role, password } = request.body
    return reply.code(201).send(await accounts.add(name, role, password))
  })

  const changeSchema = {
    tags: ['accounts'],
    params: z.object({ name: accountName }),
    body: accountChange,
    response: { 200: accountView },
  }
  api.patch('/accounts/:name', { config: administrator, schema: changeSchema }, async (request) => {
    const { name } = request.params
    const changed = await accounts.change(name, request.body)
    // A stream that is open keeps the rights it began with, so it ends with any change.
    hub.closeWhere((listener) => listener.account === name)
    return changed
  })
}
