import { defineRule } from '../src/define-rule.ts';
import { REBOUND_NAME, type RemovedSafeguard } from '../src/policy/removed-safeguard.ts';

/**
 * A server on the visitor's machine is reached under every name that leads there: whoever owns a name can point it at
 * 127.0.0.1 after the page is loaded (DNS rebinding). The browser then takes page and server for one origin, so that no
 * CORS header is asked for (Fetch, section "CORS check", is for other origins only). What is left is the `Host` header.
 */
export default defineRule({
  name: 'require-host-check',
  description: 'Require local servers to refuse requests whose `Host` is not their own',
  preset: 'strict',
  messages: {
    hostCheckOff:
      "{{value}} makes {{library}} answer whatever `Host` a request names: a page of '{{origin}}' whose name is pointed at this machine while it is open (DNS rebinding) reads {{what}}, without CORS.",
    missingHostCheck:
      "{{value}} does not look at the `Host` header, and this server listens on '{{address}}': a page of '{{origin}}' whose name is pointed there while it is open (DNS rebinding) reaches {{what}}, without CORS. Set `enableDnsRebindingProtection` and `allowedHosts`, or put `localhostHostValidation()` before it.",
    idleHostCheck:
      "{{value}} checks nothing, because neither `allowedHosts` nor `allowedOrigins` names anything, and this server listens on '{{address}}': a page of '{{origin}}' whose name is pointed there while it is open (DNS rebinding) reaches {{what}}, without CORS.",
    circularHostCheck:
      "{{value}} compares two names that the client gives, and this server listens on '{{address}}': a page of '{{origin}}' whose name is pointed there while it is open (DNS rebinding) sends that name as `Origin` and as `Host`, and passes. Compare `Host` with the names that this server has.",
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const removed of file.removedSafeguards) {
      if (removed.protects !== 'host') continue;
      yield {
        messageId: messageOf(removed),
        data: { value: `\`${removed.text}\``, library: removed.library, what: removed.what, address: removed.address ?? '', origin: `http://${removed.rebound?.host ?? REBOUND_NAME}` },
        place: removed.place,
        severity: 'medium',
        witness: removed.rebound === null ? null : { request: { method: removed.rebound.method, path: removed.rebound.path, headers: { Origin: `http://${removed.rebound.host}`, Host: removed.rebound.host } }, response: {} },
        suggestions: removed.removal === null ? [] : [{ description: 'Leave the option out: requests for other hosts are refused then.', edits: [{ ...removed.removal, text: '' }] }],
      };
    }
  },
});

function messageOf({ how, address }: RemovedSafeguard): 'hostCheckOff' | 'missingHostCheck' | 'idleHostCheck' | 'circularHostCheck' {
  if (how === 'circular') return 'circularHostCheck';
  if (how === 'idle') return 'idleHostCheck';
  return address === null ? 'hostCheckOff' : 'missingHostCheck';
}
