/** What every group of rows needs: the product's build, and the variables under which it finds the filled database. */
export interface Bench {
  root: string
  product: string
  env: { DATABASE_URL: string, APP_SECRET: string, DATA_DIR: string }
  /** Where the rows that need Redis find one. */
  redisUrl: string | null
}
