import { z } from 'zod'
import type { RandomText } from '../random-text.ts'
import type { Tokens } from '../state/tokens.ts'
import { answers } from './answers.ts'
import { memberBody, registerErrors, registerMember, userIdOf } from './register-member.ts'
import { type Answer, type ApiContext, ok, type Route } from './route.ts'

type LoginContext = ApiContext & {
  readonly randomText: RandomText
  readonly tokens: Tokens
  readonly apiKey: string
}

const path = '/v2/apps/me/members'

/** Where tokens come from: the logins of FlipFlop Cloud, and the backend that an operator would run in front of them. */
export const loginRoutes = (context: LoginContext): readonly Route[] => [
  {
    method: 'POST',
    path: `${path}/login`,
    doc: { summary: 'Logs a member in, registers it on first use', body: memberBody, answer: [200, answers.Tokens], errors: registerErrors },
    lock: ({ body }) => `login ${userIdOf(body)}`,
    handle: ({ body }) => {
      const result = registerMember(context, context.randomText, body)
      return 'refusal' in result ? result.refusal : ok(context.tokens.issue(result.member.id))
    },
  },
  {
    method: 'POST',
    path: `${path}/login-as-guest`,
    doc: { summary: 'Tokens for somebody without an account', body: z.looseObject({}).optional(), answer: [200, answers.Tokens] },
    handle: () => ok(context.tokens.issue(null)),
  },
  {
    method: 'GET',
    path: '/__sandbox/token-url/:appUserId',
    access: 'open',
    doc: {
      summary:
        'Not FlipFlop Cloud: the backend of an operator, from which member mode takes its tokens. Any header whose value is the API key opens it',
      answer: [200, answers.Tokens],
    },
    handle: ({ params, headers }) => {
      if (!Object.values(headers).includes(context.apiKey)) return notOurs(401, 'A header of this request has to carry the API key of the app.')
      const member = context.store.read().members.find(({ appUserId, state }) => appUserId === params.appUserId && state === 'ACTIVE')
      return member === undefined ? notOurs(404, 'There is no such user.') : ok(context.tokens.issue(member.id))
    },
  },
]

/** An operator's own backend knows nothing of FlipFlop's error codes. */
const notOurs = (status: number, message: string): Answer => ({ status, body: { message } })
