import type { Safeguard } from './safeguard-model.ts';

const LOCAL = /localhostHostValidation|hostHeaderValidation|createMcpExpressApp/;

/**
 * The HTTP transports of the MCP SDK look at `Host` and `Origin` only with `enableDnsRebindingProtection`, and then only
 * where there is a list of allowed ones (CVE-2025-66414). `createMcpExpressApp` and the SDK's middleware check it before.
 */
export const mcpTransports = {
  id: '@modelcontextprotocol/sdk',
  name: 'the MCP SDK',
  platform: 'agents',
  package: '@modelcontextprotocol/sdk',
  measured: '1.32.2',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@modelcontextprotocol/sdk',
  protects: 'host',
  what: 'the tools and data that it offers',
  switches: [
    {
      place: { kind: 'new', module: /^@modelcontextprotocol\/sdk\/server\/(?:streamableHttp|webStandardStreamableHttp)(?:\.js)?$/, exports: ['StreamableHTTPServerTransport', 'WebStandardStreamableHTTPServerTransport'], options: 0, at: 'enableDnsRebindingProtection', absent: 'default', unless: LOCAL },
      off: [false],
      byDefault: true,
      needs: ['allowedHosts', 'allowedOrigins'],
    },
    {
      place: { kind: 'new', module: /^@modelcontextprotocol\/sdk\/server\/sse(?:\.js)?$/, exports: ['SSEServerTransport'], options: 2, at: 'enableDnsRebindingProtection', absent: 'default', unless: LOCAL },
      off: [false],
      byDefault: true,
      needs: ['allowedHosts', 'allowedOrigins'],
    },
  ],
} as const satisfies Safeguard;
