const post = (summary: string, properties: Record<string, object>, required: string[], extra: object = {}) => ({
  post: {
    operationId: `post_${summary.replace(/\W+/g, '_').toLowerCase()}`, summary, tags: ['auth'], security: [],
    requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', properties, required } } } },
    responses: { 200: { description: summary, ...extra }, 400: { description: 'The body does not fit' }, 429: { description: 'Too many attempts: see Retry-After' } },
  },
})

const text = { type: 'string' }
const token = { headers: { 'set-auth-token': { description: 'For use as a bearer token', schema: text } } }

/** The routes that better-auth answers itself, of which outsiders rely on these. */
export const AUTH_PATHS: Record<string, Record<string, object>> = {
  '/api/auth/sign-in/email': post('Sign in with address and password', { email: { type: 'string', format: 'email' }, password: text }, ['email', 'password'], token),
  '/api/auth/sign-out': post('Sign out', {}, []),
  '/api/auth/request-password-reset': post('Ask for a link to set a new password', { email: { type: 'string', format: 'email' } }, ['email']),
  '/api/auth/reset-password': post('Set a new password', { newPassword: text, token: text }, ['newPassword', 'token']),
  '/api/auth/revoke-session': post('End the session of a token that one knows', { token: text }, ['token']),
  '/api/auth/list-sessions': {
    get: { operationId: 'get_list_sessions', summary: 'The sessions of the signed-in person, without their tokens; DELETE /api/account/sessions/{id} ends one', tags: ['auth'], responses: { 200: { description: 'The sessions' }, 401: { description: 'Not signed in' } } },
  },
}
