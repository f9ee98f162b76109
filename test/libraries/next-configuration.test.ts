import { ruleTable } from '../rules/rule-table.ts';

const FILE = { filename: 'next.config.ts' };
const ACAO = 'Access-Control-Allow-Origin';
const ACAC = "{ key: 'Access-Control-Allow-Credentials', value: 'true' }";
const headers = (...entries: readonly string[]): string => `const config = {\n  async headers() {\n    return [${entries.join(', ')}];\n  },\n};\nexport default config;`;
const entry = (source: string, value: string, more = '', has = ''): string => `{ source: '${source}', ${has === '' ? '' : `has: [{ type: 'header', key: 'Origin', value: '${has}' }], `}headers: [{ key: '${ACAO}', value: '${value}' }${more === '' ? '' : `, ${more}`}] }`;
const VARY = "{ key: 'Vary', value: 'Origin' }";

ruleTable('no-reflected-origin', {
  valid: [
    { title: 'a group that names one origin', code: headers(entry('/api/me', ':origin', ACAC, '(?<origin>https://app\\\\.example\\\\.com)')), ...FILE },
    { title: 'a group of two', code: headers(entry('/api/me', ':origin', ACAC, '(?<origin>https://(?:app|admin)\\\\.example\\\\.com)')), ...FILE },
    { title: 'a part of the origin', code: headers(entry('/api/me', 'https://:name.example.com', ACAC, 'https://(?<name>[a-z]+)\\\\.example\\\\.com')), ...FILE },
    { title: 'a group of another header', code: headers(`{ source: '/api/me', has: [{ type: 'header', key: 'x-tenant', value: '(?<origin>.*)' }], headers: [{ key: '${ACAO}', value: ':origin' }, ${ACAC}] }`), ...FILE },
    { title: 'a fixed origin for some', code: headers(entry('/api/me', 'https://app.example.com', ACAC, '(?<any>.*)')), ...FILE },
  ],
  invalid: [
    { title: 'a group that is any origin', code: headers(entry('/api/me', ':origin', ACAC, '(?<origin>.*)')), ...FILE, reports: ['vacuousCheck'], at: "':origin'" },
    { title: 'in CommonJS, behind a wrapper', code: `const withMDX = require('@next/mdx')();\nmodule.exports = withMDX({ headers: async () => [${entry('/api/:path*', ':o', `${ACAC}, ${VARY}`, '(?<o>.+)')}] });`, filename: 'next.config.js', reports: ['vacuousCheck'] },
  ],
});

ruleTable('no-bypassable-origin-check', {
  valid: [{ title: 'a pattern for one origin, which Next anchors', code: headers(entry('/api/me', ':origin', `${ACAC}, ${VARY}`, '(?<origin>https://app\\\\.example\\\\.com)')), ...FILE }],
  invalid: [{ title: 'a pattern that other hosts match', code: headers(entry('/api/me', ':origin', `${ACAC}, ${VARY}`, '(?<origin>https://.*example\\\\.com)')), ...FILE, reports: ['foreignOrigin'] }],
});

ruleTable('require-vary-origin', {
  valid: [
    { title: 'a fixed origin for everyone', code: headers(entry('/api/me', 'https://app.example.com')), ...FILE },
    { title: 'said', code: headers(entry('/api/me', ':origin', VARY, '(?<origin>https://app\\\\.example\\\\.com)')), ...FILE },
  ],
  invalid: [
    {
      title: 'an entry for some origins',
      code: headers(entry('/api/me', ':origin', '', '(?<origin>https://app\\\\.example\\\\.com)')),
      ...FILE,
      reports: ['missingVaryUnseen'],
      suggestions: [headers(entry('/api/me', ':origin', VARY, '(?<origin>https://app\\\\.example\\\\.com)'))],
    },
  ],
});

ruleTable('no-wildcard-origin', {
  valid: [
    { title: 'fonts', code: headers(entry('/fonts/:path*', '*'), entry('/api/me', 'https://app.example.com')), ...FILE },
    { title: 'a public path beside a sensitive one', code: headers(entry('/embed.js', '*'), `{ source: '/account', headers: [{ key: 'X-Frame-Options', value: 'DENY' }] }`), ...FILE },
    { title: 'another list of this form', code: `export const rules = [${entry('/account', '*')}];`, filename: 'rules.ts' },
  ],
  invalid: [
    { title: 'a path that is not for everyone', code: headers(entry('/api/account/:path*', '*')), ...FILE, reports: ['wildcardSensitive'] },
    { title: 'one of two', code: headers(entry('/fonts/:path*', '*'), entry('/api/admin', '*')), ...FILE, reports: ['wildcardSensitive'] },
  ],
});
