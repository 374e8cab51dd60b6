import * as m from '#messages'

/** Why a form of the office came back, in words. */
export function officeFault(code: string | undefined, errors: readonly { path: string, code: string }[] = []): string | null {
  if (!code) return null
  switch (code) {
    case 'address_taken': return m.office_fault_address_taken()
    case 'already_enrolled': return m.office_fault_already_enrolled()
    case 'already_guardian': return m.office_fault_already_guardian()
    case 'already_assigned': return m.office_fault_already_assigned()
    case 'already_ended': return m.office_fault_already_ended()
    case 'signs_in_already': return m.office_fault_signs_in_already()
    case 'no_address': return m.office_fault_no_address()
    case 'no_photo': case 'empty_upload': return m.photo_fault_no_photo()
    case 'too_large': return m.photo_fault_too_large()
    case 'no_consent': return m.photo_fault_no_consent()
    case 'forbidden': return m.office_fault_forbidden()
    default: return wordsFor(errors[0]?.path.split('.')[0])
  }
}

function wordsFor(path: string | undefined): string {
  switch (path) {
    case 'givenName': case 'familyName': return m.office_fault_name()
    case 'birthDate': return m.office_fault_birth_date()
    case 'email': return m.office_fault_email()
    case 'phone': return m.office_fault_phone()
    case 'roles': return m.office_fault_roles()
    case 'branchIds': return m.office_fault_branches()
    case 'groupId': case 'groupIds': case 'leaves': return m.office_fault_group()
    case 'children': case 'studentId': return m.office_fault_child()
    case 'userId': return m.office_fault_person()
    case 'from': case 'to': return m.office_fault_day()
    default: return m.office_fault_other()
  }
}
