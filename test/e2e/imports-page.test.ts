import { beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { aSmallSchool, aUserRow, csvOf } from '../helpers/bundle'
import { describeWith } from '../helpers/programs'
import type { Person } from '../helpers/school/people'
import { insert, rows } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { zipOf } from '../helpers/zip'

useServer()

let admin: Person
beforeAll(async () => {
  admin = await arsenal.aUser('admin', { locale: 'en' })
})

/** A small school with a role that nobody has and a course without a name. */
function bundle(): Buffer {
  const school = aSmallSchool()
  const files = { ...school, courses: [{ sourcedId: 'maths', title: '' }], users: [...school.users, aUserRow('king', 'king')] }
  const texts = Object.entries(files).map(([name, content]) => ({ name: `${name}.csv`, content: csvOf(content) }))
  const manifest = ['propertyName,value', 'oneroster.version,1.1', ...Object.keys(files).map(name => `file.${name},delta`)].join('\n')
  return zipOf([{ name: 'manifest.csv', content: manifest }, ...texts])
}

async function upload(page: Page, name: string) {
  await page.getByLabel('A OneRoster bundle').setInputFiles({ name, mimeType: 'application/zip', buffer: bundle() })
  await page.getByRole('button', { name: 'Upload and check' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

const refusals = (page: Page) => page.getByRole('region', { name: /^Refused/ }).locator('tbody tr')
const cells = async (page: Page) => Promise.all((await refusals(page).all()).map(row => row.locator('td').allTextContents()))
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

describeWith('Chromium', 'the page of imports', (chromium) => {
  const browser = useBrowser(chromium)
  const phone = { width: 360, height: 740 }

  for (const javaScriptEnabled of [true, false]) {
    it(`takes a zip, shows what is refused and writes the rest, on a phone, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const page = await browser.open(arsenal, '/imports', { as: admin, viewport: phone, javaScriptEnabled })
      const fine = async () => {
        if (javaScriptEnabled) expect(await violationsOf(page), page.url()).toEqual([])
        expect(await sideways(page), page.url()).toBeLessThanOrEqual(0)
      }
      await fine()
      await upload(page, `a-district-${javaScriptEnabled}.zip`)

      // Nobody reloads: the page comes to it by itself.
      const confirm = page.getByRole('button', { name: 'Write the valid rows only' })
      await confirm.waitFor()
      expect(await cells(page)).toEqual([
        ['courses.csv', '2', 'title', 'The cell must not be empty'],
        ['users.csv', '9', 'role', expect.stringContaining('king')],
      ])
      await fine()

      await confirm.click()
      await page.getByRole('heading', { name: 'What has changed' }).waitFor()
      expect(await confirm.count()).toBe(0)
      await fine()
      await page.getByRole('link', { name: 'All imports' }).click()
      await page.getByRole('link', { name: `a-district-${javaScriptEnabled}.zip` }).waitFor()
      await fine()
      expect(page.complaints).toEqual([])
      expect(await rows('select 1 from students where "tenantId" = $1', [arsenal.tenant.id])).toHaveLength(3)
    })

    it(`moves on by itself while one is under way, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const { id } = await insert<{ id: string }>('imports', {
        tenantId: arsenal.tenant.id, kind: 'oneroster', state: 'running', fileName: 'slow.zip', size: 1, progress: 0.42, leaseUntil: new Date(Date.now() + 600_000),
      })
      const page = await browser.open(arsenal, `/imports/${id}`, { as: admin, viewport: phone, javaScriptEnabled })
      await page.getByText('42').waitFor()
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      await rows('update imports set progress = 0.77 where id = $1', [id])
      await page.getByText('77').waitFor()
      await rows('update imports set state = \'done\', progress = 1 where id = $1', [id])
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
    })
  }
})
