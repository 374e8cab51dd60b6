import * as m from '#messages'

interface Refusal { code?: string, errors?: { path: string, code: string }[] }

/** Why a part of one's account was not changed, in one sentence. */
export function accountFault(section: string, { code, errors = [] }: Refusal): string {
  if (code === 'too_many') return m.sign_in_too_many()
  if (section === 'password') {
    if (code === 'invalid_password') return m.account_fault_password()
    return code?.startsWith('password_too') ? m.reset_wrong_length() : m.reset_failed()
  }
  if (section === 'schools') {
    if (code === 'too_many_schools') return m.account_fault_schools()
    return errors.some(fault => fault.code === 'this_school') ? m.account_fault_this_school() : m.account_fault_no_school()
  }
  return errors.some(({ path }) => path === 'phone') ? m.account_fault_phone() : m.account_fault_name()
}
