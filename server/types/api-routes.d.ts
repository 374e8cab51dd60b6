declare module '#api-routes' {
  const routes: { path: string, method: string, load: () => Promise<{ default: unknown }> }[]
  export default routes
}
