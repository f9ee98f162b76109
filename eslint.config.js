import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
// The project's own rules, as built: `npm run lint` follows a build.
import cors from './dist/src/index.js';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'fixtures/', 'docs/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A node's type is an enum whose members are the very strings that the code compares with.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Trees come from three parsers, and hold less than the types of one of them promise.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      // A literal beside `string` says which texts have a meaning of their own.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/define-rule.ts', 'rules/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
    // Every rule's meta is made in one place, from its definition.
    rules: { 'eslint-plugin/require-meta-schema': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Matchers such as `expect.any(String)` have the type `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // Settings of a server under test come and go by name.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Takes the parts of a `Partial` for certain.
      '@typescript-eslint/no-useless-default-assignment': 'off',
      // A stand-in has the promises of what it stands for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Tests of rules hold code in strings: the rules see policies only in what the project itself runs.
  cors.configs.strict,
);
