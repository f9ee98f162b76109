import plugin from '../../src/index.ts';
import { HANDSHAKE_LIBRARIES, HEADER_OPTIONS, HEADER_WRITERS, OPTION_LIBRARIES, SAFEGUARDS, UPGRADE_CALLS } from '../../src/libraries/all-libraries.ts';
import { rules } from '../../rules/index.ts';

type RuleName = keyof typeof rules;

/** The presets of a rule in words, with the options that `strict` sets. */
export function presetsOf(name: RuleName): string {
  const strict = plugin.configs.strict.rules?.[`cors/${name}`];
  const options = Array.isArray(strict) ? ` with \`${inWords(strict[1] as object)}\`` : '';
  if (plugin.configs.recommended.rules?.[`cors/${name}`] === undefined) return `\`strict\`${options}`;
  return options === '' ? '`recommended` and `strict`' : `\`recommended\`; \`strict\`${options}`;
}

function inWords(options: object): string {
  return `{ ${Object.entries(options).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
}

/** The README's table of rules, from their definitions. */
export function rulesTable(): string {
  const rows = (Object.keys(rules) as RuleName[]).map((name) => {
    const description = plugin.rules[name]?.meta?.docs?.description ?? '';
    return `| [\`${name}\`](docs/rules/${name}.md) | ${description} | ${presetsOf(name)} |`;
  });
  return ['| rule | what it asks for | presets |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The README's table of libraries, from their models. */
export function librariesTable(): string {
  const options = OPTION_LIBRARIES.map(({ name, documentation, measured }) => `| [${name}](${documentation}) | options | ${measured} |`);
  const writers = HEADER_WRITERS.map(({ name, measured }) => `| ${name} | header writes | ${measured} |`);
  const headers = HEADER_OPTIONS.map(({ name, documentation, measured }) => `| [${name}](${documentation}) | headers in options | ${measured} |`);
  const protections = SAFEGUARDS.map(({ name, documentation, measured }) => `| [${name}](${documentation}) | protections switched off | ${measured} |`);
  const handshakes = [...HANDSHAKE_LIBRARIES, ...UPGRADE_CALLS.filter(({ name }) => HANDSHAKE_LIBRARIES.every((library) => library.name !== name))].map(({ name, documentation, measured }) => `| [${name}](${documentation}) | WebSocket handshakes | ${measured} |`);
  return ['| library or platform | what is read | measured with |', '| --- | --- | --- |', ...options, ...writers, ...new Set([...headers, ...protections]), ...handshakes].join('\n');
}
