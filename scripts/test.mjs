// Runs every test, or what the arguments narrow it to, and ends with the counts on one line.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'goalschool-results-'))
const results = join(folder, 'results.json')
const { status } = spawnSync(process.execPath, [
  'node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2),
], { stdio: 'inherit' })

const counts = count(results)
// A run that broke before or after its tests has failed too.
if (status !== 0 && counts.failed === 0) counts.failed = 1
rmSync(folder, { recursive: true, force: true })
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed > 0 ? 1 : 0

function count(file) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { status: fileStatus, assertionResults } of read(file)) {
    // A file that could not even be loaded has no tests to count.
    if (fileStatus === 'failed' && !assertionResults.some(test => test.status === 'failed')) counts.failed++
    for (const test of assertionResults) {
      if (test.status === 'passed' || test.status === 'failed') counts[test.status]++
      else counts.skipped++
    }
  }
  return counts
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults
  }
  catch {
    return []
  }
}
