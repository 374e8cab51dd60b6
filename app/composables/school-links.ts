/** The address of another school of this installation, which is under the same scheme and port. */
export function useSchoolLink() {
  const { protocol, port } = useRequestURL()
  return (host: string) => `${protocol}//${host}${port && `:${port}`}/`
}
