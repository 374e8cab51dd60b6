/** A code from paper leads to the page of its invitation, whether it holds or not. */
export default defineFormHandler({
  page: () => '/invite',
  run: async ({ fields: { code = '' } }) => `/invite/${encodeURIComponent(code.replace(/[^0-9A-Za-z]/g, '').slice(0, 40).toUpperCase() || '-')}`,
})
