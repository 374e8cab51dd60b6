/** What a page fetched stands in its payload by name, not in the order in which the answers came: the same page is the same bytes. */
export default defineNuxtPlugin({
  name: 'payload-order',
  setup(nuxtApp) {
    nuxtApp.hook('app:rendered', () => {
      const { payload } = nuxtApp
      payload.data = Object.fromEntries(Object.entries(payload.data).sort(([a], [b]) => a < b ? -1 : 1))
    })
  },
})
