import type { OptionLibrary } from './library-model.ts';

/**
 * mcp-proxy and FastMCP: any origin by default and for whatever is no text, list or function, `false` included; credentials
 * for every other answer. A function's promise counts as consent.
 */
export const mcpProxy = {
  id: 'mcp-proxy',
  name: 'mcp-proxy',
  platform: 'agents',
  package: 'mcp-proxy',
  versions: '*',
  measured: '6.7.19',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/mcp-proxy',
  calls: [
    { kind: 'call', module: /^mcp-proxy$/, exports: ['startHTTPServer'], options: 0, at: 'cors', absent: 'default' },
    { kind: 'method', method: /^start$/, where: /fastmcp/i, options: 0, at: 'httpStream.cors', absent: 'off' },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: 'maxAge' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'any',
    false: 'any',
    string: 'fixed',
    regexp: 'any',
    array: 'list',
    other: 'any',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'return' }],
    awaits: false,
    forms: {
      undefined: 'absent',
      null: 'absent',
      emptyString: 'absent',
      star: 'echo',
      true: 'echo',
      false: 'absent',
      string: 'echo',
      regexp: 'echo',
      array: 'echo',
      other: 'echo',
    },
  },
  credentials: { on: 'truthy', byDefault: 'missing', withAny: 'drop' },
  sends: { lists: 'arrays', texts: { allowMethods: 'not-sent', exposeHeaders: 'not-sent' } },
  defaults: {
    allowMethods: ['GET', 'POST', 'OPTIONS'],
    allowHeaders: ['Content-Type', 'Authorization', 'Accept', 'Mcp-Session-Id', 'Mcp-Protocol-Version', 'Last-Event-Id', 'Mcp-Method', 'Mcp-Name'],
    exposeHeaders: ['Mcp-Session-Id'],
    noAllowHeaders: 'absent',
    zeroMaxAge: true,
  },
  withoutOrigin: 'nothing',
  nullOrigin: 'nothing',
  vary: {
    option: { any: true, fixed: true, echo: true, refused: true, off: false },
    function: { any: true, fixed: true, echo: true, refused: true, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true, lists: 'always' },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;
