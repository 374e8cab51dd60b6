// Adds to package-lock.json what `npm install` left out of it: the builds of locked packages for other platforms.
// npm drops one that the registry at hand does not have, and `npm ci` then refuses the lock on every machine.
// Run it after each `npm install`; test/unit/repository/lock.test.ts fails when it has something to add.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony', 'linux', 'win32', 'windows']
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'mips64el', 'wasm32']

/** The optional dependencies of locked packages, named by exact version, that are not in the lock themselves. */
export function missingFrom({ packages }) {
  return Object.entries(packages).flatMap(([from, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => from && /^\d/.test(version) && nearest(packages, from, name)?.version !== version)
      .map(([name, version]) => ({ from, name, version, dev })))
}

/** What `require(name)` would find from a place in the tree. */
function nearest(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))) {
    const found = packages[`${place ? `${place}/` : ''}node_modules/${name}`]
    if (found || !place) return found
  }
}

function entry({ name, version, dev }) {
  const words = name.split('/').at(-1).split('-')
  const os = SYSTEMS.find(system => words.includes(system))
  const cpu = PROCESSORS.find(processor => words.includes(processor))
  if (!os && !cpu) throw new Error(`${name}@${version} is missing from the registry, and its name says no platform`)
  const libc = os === 'linux' && words.some(word => /^(?:musl|gnu)/.test(word)) ? [words.some(word => word.startsWith('musl')) ? 'musl' : 'glibc'] : undefined
  return { version, cpu: cpu && [cpu], dev, libc, optional: true, os: os && [os === 'windows' ? 'win32' : os] }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const missing = missingFrom(lock)
  for (const one of missing) {
    const place = `node_modules/${one.name}`
    lock.packages[lock.packages[place] ? `${one.from}/${place}` : place] = entry(one)
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} packages added to package-lock.json`)
}
