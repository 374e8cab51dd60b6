/** The mails that the demo keeps instead of sending them, newest first. */
export interface KeptMails {
  data: { id: string, at: string, to: string, subject: string, text: string }[]
}
