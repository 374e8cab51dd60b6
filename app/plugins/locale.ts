import { isLocale, overwriteGetLocale } from '#messages/runtime'

// Which language a message speaks. In the browser the page says so; on the server the render that is under way does,
// found through the component instance, so renders side by side never share it.
overwriteGetLocale(() => useNuxtApp().$locale)

export default defineNuxtPlugin({
  name: 'locale',
  enforce: 'pre',
  setup(nuxtApp) {
    const told = import.meta.client
      ? document.documentElement.lang
      : errorPageData(nuxtApp.payload.error).locale ?? nuxtApp.ssrContext?.event.context.locale
    return { provide: { locale: isLocale(told) ? told : 'en' } }
  },
})
