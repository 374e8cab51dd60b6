import './scripts/lint/group-by.mjs'
import { createConfigForNuxt } from '@nuxt/eslint-config/flat'
import globals from 'globals'
import { importDirections } from './scripts/lint/import-directions.mjs'

/** Rooms that run under tsx and vitest as well, where nothing is auto-imported. */
const PLAIN_ROOMS = ['server/domain/**', 'server/infra/**', 'cli/**', 'shared/**']

export default createConfigForNuxt({
  features: { stylistic: true },
  dirs: { src: ['app'], pages: ['app/pages'], layouts: ['app/layouts'], components: ['app/components'] },
})
  .prepend({ ignores: ['.nuxt/**', '.output/**', '.data/**', 'node_modules/**', '**/generated/**', 'test/.artifacts/**'] })
  .append(
    {
      plugins: { goalschool: { rules: { 'import-directions': importDirections } } },
      rules: {
        'goalschool/import-directions': 'error',
        'max-lines': ['error', { max: 250 }],
        'no-console': 'error',
        '@typescript-eslint/no-explicit-any': 'error',
        '@stylistic/max-len': ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
        'nuxt/nuxt-config-keys-order': 'off',
        'vue/block-tag-newline': 'off',
        'vue/max-attributes-per-line': 'off',
        'vue/multiline-html-element-content-newline': 'off',
        'vue/singleline-html-element-content-newline': 'off',
        'vue/multi-word-component-names': 'off',
        // Words that nothing but the form reads: a value is written with every render, over what somebody types (decision 9).
        'vue/no-textarea-mustache': 'off',
        'vue/define-props-declaration': ['error', 'type-based'],
        'vue/block-lang': ['error', { script: { lang: 'ts' } }],
        'vue/component-api-style': ['error', ['script-setup']],
      },
    },
    {
      // Lists of classes are as long as they are.
      files: ['**/*.vue'],
      rules: { '@stylistic/max-len': 'off' },
    },
    {
      files: ['cli/**', 'scripts/**', 'bench/**'],
      rules: { 'no-console': 'off' },
    },
    {
      files: PLAIN_ROOMS,
      languageOptions: { globals: { ...globals.node, NodeJS: 'readonly' } },
      rules: { 'no-undef': 'error' },
    },
    {
      files: ['server/**', 'shared/**', 'app/**'],
      ignores: ['server/infra/config.ts'],
      rules: {
        'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only server/infra/config.ts reads the environment.' }],
        'no-restricted-imports': ['error', { paths: [
          { name: 'node:process', message: 'Only server/infra/config.ts reads the environment.' },
          { name: 'process', message: 'Only server/infra/config.ts reads the environment.' },
        ] }],
      },
    },
  )
