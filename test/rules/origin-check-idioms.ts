/** Checks as people write them: what is reported, with which origin, and who must still be answered after a repair. */
export interface Idiom {
  /** An expression over `origin`. */
  readonly check: string;
  /** `messageId origin` of each report of the rules about origins, in order; none for what is sound. */
  readonly reports: readonly string[];
  /** Origins that the check is meant for. */
  readonly meant: readonly string[];
}

const APP = 'https://app.example.com';
const BARE = 'https://example.com';
const sound = (meant: readonly string[], ...checks: readonly string[]): readonly Idiom[] => checks.map((check) => ({ check, reports: [], meant }));
const faulty = (report: string, meant: readonly string[], ...checks: readonly string[]): readonly Idiom[] => checks.map((check) => ({ check, reports: [report], meant }));
const pattern = (expression: RegExp): string => `${String(expression)}.test(origin)`;

/** By what is wrong, or looks wrong and is not. */
export const IDIOMS: Readonly<Record<string, readonly Idiom[]>> = {
  'the opaque origin': [
    ...faulty('nullOrigin null', [APP], `origin === 'null' || origin === '${APP}'`, `['${APP}', 'null'].includes(origin)`, pattern(/^(null|https:\/\/app\.example\.com)$/)),
    ...sound([APP], "origin !== 'null' && allowed.includes(origin)", "new URL(origin).origin !== 'null' && allowed.includes(origin)", "allowed.includes(origin ?? 'null')"),
  ],
  'no TLS': [
    ...faulty('insecureOrigin http://app.example.com', [], "['http://app.example.com'].includes(origin)"),
    ...faulty('insecureOrigin http://app.example.com', [APP], pattern(/^https?:\/\/app\.example\.com$/), "origin.endsWith('://app.example.com')"),
    ...sound([APP], "origin.startsWith('https://') && origin.endsWith('://app.example.com')", pattern(/^https:\/\/app\.example\.com$/), `origin.replace('http:', 'https:') === '${APP}' && origin.startsWith('https:')`),
  ],
  'any subdomain': [
    ...faulty('anySubdomain https://evil.example.com', [APP], pattern(/^https:\/\/[a-z0-9-]+\.example\.com$/), "origin.startsWith('https://') && origin.endsWith('.example.com')", "new URL(origin).protocol === 'https:' && new URL(origin).hostname.endsWith('.example.com')"),
    // A dot beside a dot is a character of the label.
    ...faulty('anySubdomain https://vx.example.com', [], pattern(/^https:\/\/v.\.example\.com$/)),
    ...sound([APP], pattern(/^https:\/\/(?:app|admin)\.example\.com$/), "['app', 'admin'].some((name) => origin === `https://${name}.example.com`)", "['app', 'admin'].map((name) => `https://${name}.example.com`).includes(origin)"),
  ],
  'a host that anyone shares': [
    ...faulty('sharedSuffix https://evil.vercel.app', [], pattern(/vercel\.app$/), pattern(/^https:\/\/.*\.vercel\.app$/), "origin.endsWith('.vercel.app')", "new URL(origin).hostname.endsWith('.vercel.app')", "tldts.getDomain(origin) === 'vercel.app'"),
    ...faulty('sharedSuffix https://my-app-evil-team.vercel.app', [], pattern(/^https:\/\/my-app-[a-z0-9]+-team\.vercel\.app$/)),
    ...sound(['https://my-app.vercel.app'], "origin === 'https://my-app.vercel.app'", pattern(/^https:\/\/my-app\.vercel\.app$/), "new Set(['https://my-app.vercel.app']).has(origin)"),
  ],
  'a page that runs what strangers write': [
    ...faulty('playground https://codepen.io', [], "origin === 'https://codepen.io'", "['https://codepen.io'].includes(origin)", pattern(/^https:\/\/codepen\.io$/)),
    ...sound(['https://blog.codepen.example'], "origin === 'https://blog.codepen.example'", "['https://blog.codepen.example'].includes(origin)", pattern(/^https:\/\/blog\.codepen\.example$/)),
  ],
  'the own machine': [
    ...faulty('localOrigin http://localhost:3000', [], "origin === 'http://localhost:3000'", pattern(/^https?:\/\/localhost(:\d+)?$/), "new URL(origin).hostname === 'localhost'"),
    ...sound([], "process.env.NODE_ENV !== 'production' && origin === 'http://localhost:3000'", "process.env.NODE_ENV === 'development' && new URL(origin).hostname === 'localhost'"),
    ...sound([APP], "(process.env.NODE_ENV === 'production' ? ['https://app.example.com'] : ['http://localhost:3000']).includes(origin)"),
  ],
  'any address': [
    ...faulty('localOrigin http://127.0.0.1:3000', [], 'net.isIP(new URL(origin).hostname) !== 0', 'net.isIPv4(new URL(origin).hostname)', pattern(/^https?:\/\/\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/)),
    ...sound([APP], 'net.isIP(new URL(origin).hostname) === 0 && allowed.includes(origin)', '!net.isIPv4(new URL(origin).hostname) && allowed.includes(origin)', `${pattern(/^https:\/\/\d/)} ? false : allowed.includes(origin)`),
  ],
  'any extension': [
    ...faulty('anyExtension chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh', [], "origin.startsWith('chrome-extension://')", pattern(/^.+-extension:/), "new URL(origin).protocol === 'chrome-extension:'"),
    ...faulty('anyExtension moz-extension://0c9d3f2e-5a1b-4c7d-8e6f-1a2b3c4d5e6f', [], "origin.startsWith('moz-extension://')"),
    ...sound(['chrome-extension://abcdefghijklmnopabcdefghijklmnop'], "origin === 'chrome-extension://abcdefghijklmnopabcdefghijklmnop'", pattern(/^chrome-extension:\/\/abcdefghijklmnopabcdefghijklmnop$/), "['chrome-extension://abcdefghijklmnopabcdefghijklmnop'].includes(origin)"),
  ],
  'the end of an origin': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "origin.endsWith('example.com')", pattern(/example\.com$/), "origin.slice(-11) === 'example.com'", "_.endsWith(origin, 'example.com')", "new URL(origin).hostname.endsWith('example.com')", "['example.com'].reduce((found, host) => found || origin.endsWith(host), false)"),
    ...sound([BARE], "origin.endsWith('https://example.com')", "origin.slice(-19) === 'https://example.com'"),
    ...sound([], "origin.slice(-10) === 'example.com'"),
  ],
  'the beginning of an origin': [
    ...faulty('foreignOrigin https://app.example.com.evil.com', [APP], `origin.startsWith('${APP}')`, `origin.indexOf('${APP}') === 0`, `origin.lastIndexOf('${APP}', 0) === 0`, `['${APP}'].map((entry) => origin.startsWith(entry)).includes(true)`),
    ...sound(['https://app.example.com:8443'], "origin.startsWith('https://app.example.com:')"),
    ...sound([APP], `(origin + '/').startsWith('${APP}/')`, `\`\${origin}/\`.startsWith('${APP}/')`),
    ...sound([], `origin.startsWith('${APP}/')`),
  ],
  'a text somewhere in an origin': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "origin.includes('example.com')", "~origin.indexOf('example.com')", "origin.match('example.com')", "origin.search(/example\\.com/) >= 0", "origin.indexOf('example.com') + 1", "_.includes(origin, 'example.com')", "origin.length > 12 && origin.includes('example.com')"),
    ...faulty('foreignOrigin https://example.evil.com', [], "new URL(origin).hostname.split('.').includes('example')"),
    ...sound(['https://example.com:8443'], "origin.includes('https://example.com:')"),
    ...sound([APP], "origin.includes('example.com') && allowed.includes(origin)", "[origin].includes('https://app.example.com')"),
  ],
  'the text that an origin is looked for in': [
    ...faulty('foreignOrigin https://app.example.co', [APP], `'${APP},https://b.example'.includes(origin)`, `'${APP}'.startsWith(origin)`, `['${APP}'].some((entry) => entry.includes(origin))`, `_.includes('${APP}', origin)`),
    ...sound([APP], `'${APP},https://b.example'.split(',').includes(origin)`, `new Set('${APP}'.split(' ')).has(origin)`, `'${APP}'.localeCompare(origin) === 0`),
  ],
  'a dot that is not escaped': [
    ...faulty('foreignOrigin https://apixexample.co.uk', ['https://api.example.co.uk'], pattern(/^https:\/\/api.example.co.uk$/)),
    ...faulty('foreignOrigin https://wwwxexample.com', ['https://www.example.com'], pattern(/^https:\/\/www.example.com$/), "new RegExp('^https://www.example.com$').test(origin)", "RegExp('^https://www.example.com$').test(origin)"),
    ...sound([BARE], pattern(/^https:\/\/example.com$/)),
    ...sound(['https://www.example.com'], pattern(/^https:\/\/www[.]example[.]com$/), "new RegExp('^' + 'https://www.example.com'.replace(/\\./g, '\\\\.') + '$').test(origin)"),
  ],
  'no anchors': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], pattern(/example.com/), pattern(/^https:\/\/.*example\.com$/), pattern(/[\w.-]*example\.com$/)),
    ...faulty('foreignOrigin https://example.com.evil.com', [BARE], pattern(/^https:\/\/example\.com/), pattern(/^https:\/\/example\.com\b/), pattern(/^https:\/\/example\.com:?.*$/)),
    ...faulty('foreignOrigin https://app.example.com.evil.com', [APP], pattern(/https:\/\/(app|admin)\.example\.com/)),
    ...faulty('foreignOrigin https://evil.example.com.evil.com', [APP], pattern(/\.example\.com/)),
    ...faulty('foreignOrigin https://localhost.evil.com', [], pattern(/localhost/), pattern(/^https?:\/\/localhost/)),
    ...faulty('foreignOrigin http://localhost.evil.com', [], pattern(/^http:\/\/localhost/)),
    ...faulty('foreignOrigin http://127.0.0.1.evil.com', [], pattern(/^http:\/\/127\.0\.0\.1/)),
    ...faulty('foreignOrigin http://192.168.evil.com', [], pattern(/^http:\/\/192\.168\./)),
    ...sound([BARE], pattern(/^https:\/\/example\.com$/), pattern(/^https:\/\/example\.com(?::443)?$/i), `origin.match(/^https:\\/\\/example\\.com$/)?.length > 0`),
  ],
  'anchors of one alternative': [
    ...faulty('foreignOrigin https://app.example.com.evil.com', [APP, 'https://admin.example.com'], pattern(/^https:\/\/app\.example\.com|https:\/\/admin\.example\.com$/), "new RegExp(`^${allowed.join('|')}$`).test(origin)", pattern(/^https:\/\/app\.example\.com|^https:\/\/admin\.example\.com$/)),
    ...sound([APP, 'https://admin.example.com'], pattern(/^(?:https:\/\/app\.example\.com|https:\/\/admin\.example\.com)$/), pattern(/^https:\/\/app\.example\.com$|^https:\/\/admin\.example\.com$/), "new RegExp(`^(?:${allowed.map((entry) => entry.replace(/\\./g, '\\\\.')).join('|')})$`).test(origin)"),
  ],
  'what may follow': [
    ...faulty('foreignOrigin https://example.community', [BARE], pattern(/^https:\/\/example\.com[^.]*$/), pattern(/^https:\/\/example\.com[a-z]*$/), pattern(/^https:\/\/example\.com\w*$/)),
    ...sound([BARE], pattern(/^https:\/\/example\.com(:.*)?$/), pattern(/^https:\/\/example\.com(?::\d+)?$/), pattern(/^https:\/\/example\.com(\/.*)?$/)),
  ],
  'globs': [
    ...faulty('foreignOrigin https://evilexample.com', [], "new RegExp('https://*.example.com'.replace('*', '.*')).test(origin)", "minimatch(origin, 'https://*example.com')", "micromatch.isMatch(origin, ['https://*example.com'])", "picomatch('https://*example.com')(origin)", "picomatch(['https://*example.com'])(origin)", "micromatch([origin], ['https://*example.com']).length > 0", "picomatch.makeRe('https://*example.com').test(origin)"),
    ...faulty('anySubdomain https://evil.example.com', [APP], "minimatch(origin, 'https://*.example.com')", "['https://*.example.com'].some((entry) => { const [start, end] = entry.split('*'); return origin.startsWith(start) && origin.endsWith(end); })", "['https://*.example.com'].some((entry) => new RegExp('^' + entry.split('*').map((part) => part.replace(/\\./g, '\\\\.')).join('[a-z0-9-]+') + '$').test(origin))"),
    ...sound([APP], "minimatch(origin, 'https://app.example.com')", "allowed.some((entry) => (entry.includes('*') ? new RegExp(entry.replace('*', '.*')).test(origin) : entry === origin))", "micromatch.isMatch(origin, allowed)"),
  ],
  'the logic of the comparison': [
    ...faulty('vacuousCheck https://evil.example', [], pattern(/.*/), pattern(/^https:\/\/.*$/), 'allowed.indexOf(origin)', '!allowed.includes(origin)', 'allowed.indexOf(origin) >= -1', "origin !== 'https://a.example' || origin !== 'https://b.example'", 'allowed.find((entry) => entry !== origin)'),
    ...faulty('reflectedWithCredentials https://evil.example', [], 'allowed.some((entry) => (entry = origin))', 'allowed.filter((entry) => entry === origin)', "origin == 'https://a.example' || 'https://b.example'"),
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "origin.lastIndexOf('example.com') === origin.length - 'example.com'.length"),
    ...sound([APP], 'allowed.indexOf(origin) + 1', '!!~allowed.indexOf(origin)', 'allowed.filter((entry) => entry === origin).length', '!allowed.every((entry) => entry !== origin)', `(origin === '${APP}') | (origin === 'https://b.example')`),
    ...sound([APP], `({ '${APP}': true })[origin]`, `({ '${APP}': true }).hasOwnProperty(origin)`, `Object.entries({ a: '${APP}' }).some(([, entry]) => entry === origin)`),
    ...sound([], 'origin in allowed', 'allowed[origin]'),
  ],
  'the host alone': [
    ...faulty('insecureOrigin http://app.example.com', [APP], "new URL(origin).hostname === 'app.example.com'", "origin.replace(/^https?:\\/\\//, '') === 'app.example.com'", "origin.split('/')[2] === 'app.example.com'", "origin.substring(origin.indexOf('//') + 2) === 'app.example.com'", "tldts.getHostname(origin) === 'app.example.com'"),
    ...sound([APP], `new URL(origin).origin === '${APP}'`, "new URL(origin).protocol === 'https:' && new URL(origin).host === 'app.example.com'", "origin.startsWith('https:') && origin.split('//')[1] === 'app.example.com'"),
  ],
  'another parser': [
    ...faulty('foreignOrigin https://app.example.com`.evil.com', [APP], "url.parse(origin).hostname === 'app.example.com'", "['app.example.com'].includes(url.parse(origin).host)"),
    ...faulty('foreignOrigin https://evil.example.com`.evil.com', [APP], "url.parse(origin).hostname.endsWith('.example.com')"),
    ...sound([APP], "url.parse(origin).protocol === 'https:' && allowed.includes(origin)", "URL.parse(origin)?.origin === 'https://app.example.com'", "URL.canParse(origin) && new URL(origin).origin === 'https://app.example.com'"),
  ],
  'a character that hosts may have': [
    ...faulty('foreignOrigin https://example.com_.evil.com', [], pattern(/^https:\/\/example\.com[^a-zA-Z0-9.-]/)),
    ...faulty('foreignOrigin https://example.com_.evil.com', [BARE], pattern(/^https:\/\/example\.com(?![a-z0-9.-])/)),
    ...faulty('foreignOrigin https://example.com-.evil.com', [], pattern(/^https:\/\/example\.com[^a-z0-9.]/)),
    ...sound([BARE], pattern(/^https:\/\/example\.com(?=:|$)/), pattern(/^https:\/\/example\.com(?![^:])/), pattern(/^https:\/\/example\.com(?:$|:)/)),
  ],
  'a method that is handed on': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], '/example\\.com$/.test.bind(/example\\.com$/)(origin)', 'RegExp.prototype.test.call(/example\\.com$/, origin)', "_.partial(_.endsWith, origin)('example.com')", "['example.com'].some((end) => String.prototype.endsWith.call(origin, end))"),
    ...faulty('foreignOrigin https://app.example.com.evil.com', [APP], `['${APP}'].some(origin.startsWith, origin)`, `['${APP}'].some(origin.startsWith.bind(origin))`),
    ...sound([APP], 'allowed.includes.bind(allowed)(origin)', 'Array.prototype.includes.call(allowed, origin)', '_.partial(_.includes, allowed)(origin)'),
    // `some` hands on the place as well, which `endsWith` takes for the end of the text.
    ...sound([], "['example.com'].some(origin.endsWith, origin)"),
  ],
  'where the text may stand': [
    ...faulty('foreignOrigin https://example.com.evil.com', [BARE], "origin.startsWith('example.com', 8)"),
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "origin.endsWith('https://', 8) && origin.endsWith('example.com')", "origin.indexOf('example.com') + 'example.com'.length === origin.length", "origin.substr(origin.length - 11) === 'example.com'", "origin.split('').reverse().join('').startsWith('moc.elpmaxe')"),
    ...sound([APP], "['https://evil.com', 'https://app.example.com'].includes(origin, 1)", "allowed.includes(origin) && origin.startsWith('app', 8)"),
  ],
  'label by label': [
    ...faulty('foreignOrigin https://example.dev', [], "new URL(origin).hostname.split('.').at(-2) === 'example'", "tldts.getDomainWithoutSuffix(origin) === 'example'"),
    ...faulty('foreignOrigin https://app.example.com.evil.com', [], "new URL(origin).hostname.split('.')[0] === 'app' && new URL(origin).hostname.split('.')[1] === 'example' && new URL(origin).hostname.split('.')[2] === 'com'"),
    ...sound([BARE], "origin.startsWith('https:') && new URL(origin).hostname.split('.').at(-1) === 'com' && new URL(origin).hostname.split('.').at(-2) === 'example'", "origin.startsWith('https:') && new URL(origin).hostname.split('.').reverse()[0] === 'com' && new URL(origin).hostname.split('.').reverse()[1] === 'example'", "origin.startsWith('https:') && origin.split('.').length === 2 && origin.split('//')[1] === 'example.com'"),
  ],
  'a table': [
    ...sound([APP], `Object.fromEntries([['${APP}', true]])[origin]`, `origin in Object.assign(Object.create(null), { '${APP}': 1 })`, `new Map([['${APP}', 1]]).get(origin)`, `new Map([['${APP}', 0]]).get(origin) !== undefined`),
    ...sound([], `new Map([['${APP}', 0]]).get(origin)`),
  ],
  'what takes URLs apart': [
    ...faulty('vacuousCheck https://evil.example', [], 'validator.isURL(origin)'),
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "validator.isURL(origin, { require_tld: false }) && origin.endsWith('example.com')", "new URLPattern({ hostname: '*example.com' }).test(origin)"),
    ...faulty('anySubdomain https://evil.example.com', [APP], "new URLPattern({ protocol: 'https', hostname: '*.example.com', port: '' }).test(origin)", "new URLPattern('https://*.example.com').test(origin)"),
    ...faulty('insecureOrigin http://app.example.com', [APP], "validator.isURL(origin, { host_whitelist: ['app.example.com'] })"),
    ...sound([APP], 'validator.isURL(origin) && allowed.includes(origin)', "new URLPattern('https://app.example.com').test(origin)", `new URL('${APP}/login').origin === origin`),
    ...faulty('foreignOrigin https://app.example.co', [], `'${APP}/login'.startsWith(origin)`),
  ],
  'functions that take the text last': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "R.endsWith('example.com', origin)", "R.endsWith('example.com')(origin)", "R.any((end) => origin.endsWith(end), ['example.com'])"),
    ...sound([APP], 'R.includes(origin, allowed)', `R.equals(origin, '${APP}')`),
  ],
  'a loop': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "(() => { for (const end of ['example.com', 'example.org']) { if (origin.endsWith(end)) return true; } return false; })()", '(() => { for (const each of [/example\\.com$/, /^https:\\/\\/b\\.example$/]) { if (each.test(origin)) return true; } return false; })()'),
    ...faulty('foreignOrigin https://app.example.com.evil.com', [APP], `(() => { const list = ['${APP}']; let i = list.length; while (i--) { if (origin.indexOf(list[i]) === 0) return true; } return false; })()`),
    ...sound([APP], "(() => { for (const each of ['https://', 'example.com']) { if (!origin.includes(each)) return false; } return allowed.includes(origin); })()"),
    ...sound([], "(() => { for (const end of ['example.com', 'example.org']) { if (!origin.endsWith(end)) return false; } return true; })()"),
  ],
  'a text that is escaped': [
    ...faulty('foreignOrigin https://evilexample.com', [BARE], "new RegExp(_.escapeRegExp('example.com') + '$').test(origin)", "new RegExp(`${RegExp.escape('example.com')}$`).test(origin)"),
    ...sound([BARE], "new RegExp('^' + _.escapeRegExp('https://example.com') + '$').test(origin)"),
  ],
  'deployments of one site': [
    ...faulty('sharedSuffix https://evil-shop.netlify.app', [], pattern(/^https:\/\/[a-z0-9]+-shop\.netlify\.app$/)),
    ...sound(['https://deploy-preview-42--shop.netlify.app'], pattern(/^https:\/\/deploy-preview-\d+--shop\.netlify\.app$/), "origin.startsWith('https://') && origin.endsWith('--shop.netlify.app')"),
  ],
  'addresses of a network': [
    ...faulty('foreignOrigin http://192.evil.com', [], "origin.startsWith('http://192.')"),
    ...faulty('foreignOrigin https://192.evil.com', [], "new URL(origin).hostname.startsWith('192.')"),
    ...faulty('foreignOrigin https://10.evil.com', [], "['10.', '192.168.'].some((start) => new URL(origin).hostname.startsWith(start))"),
    ...faulty('localOrigin http://192.168.0.2:3000', [], '/^192\\.168\\.\\d+\\.\\d+$/.test(new URL(origin).hostname)'),
    ...sound([APP], "allowed.includes(origin) && !new URL(origin).hostname.startsWith('192.')"),
  ],
};

/** Where configuration is one text: the variable, and the reports where it holds what is shown. */
export const CONFIGURED: readonly Idiom[] = [
  ...faulty('foreignOrigin https://app.example.co', [APP], 'process.env.ORIGINS.includes(origin)', "process.env.ORIGINS?.includes(origin)", 'process.env.ORIGINS.indexOf(origin) !== -1', "(process.env.ORIGINS || '').includes(origin)", "process.env.ORIGINS.split(',').some((entry) => entry.includes(origin))"),
  ...faulty('foreignOrigin https://app.example.com.evil.com', [APP], 'origin.startsWith(process.env.ORIGINS)', "process.env.ORIGINS.split(',').some((entry) => origin.startsWith(entry))", "process.env.ORIGINS.split(',').some((entry) => origin.includes(entry))"),
  ...faulty('failOpenOption https://evil.example', [], 'new RegExp(process.env.PATTERN).test(origin)', "new RegExp(process.env.PATTERN || '').test(origin)", "origin.endsWith(process.env.DOMAIN || '')", "(process.env.ORIGINS || '').split(',').some((entry) => origin.startsWith(entry))"),
  ...sound([APP], "process.env.ORIGINS.split(',').includes(origin)", "process.env.ORIGINS.split(',').some((entry) => entry.trim() === origin)", 'origin === process.env.ORIGINS', "new Set((process.env.ORIGINS ?? '').split(',')).has(origin)"),
  ...sound([], 'origin.endsWith(process.env.DOMAIN)', 'origin.endsWith(`.${process.env.DOMAIN}`)', "new RegExp(process.env.PATTERN ?? '^https://app\\\\.example\\\\.com$').test(origin)", "new RegExp('^' + process.env.PATTERN + '$').test(origin)"),
];
