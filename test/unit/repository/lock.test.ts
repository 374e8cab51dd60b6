import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missingFrom } from '../../../scripts/complete-lock.mjs'

it('has every package in the lock, those for other platforms too, so that npm ci takes it: else run node scripts/complete-lock.mjs', () => {
  expect(missingFrom(JSON.parse(readFileSync('package-lock.json', 'utf8')))).toEqual([])
})
