/**
 * What it costs to judge an origin check, in processor time: each in a process of its own (cold, after the plugin is loaded), and twenty
 * times in one process (warm). Hostile patterns are among them.
 *
 *     npm run bench
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { faultsOf } from '../dist/src/policy/check-faults.js';

const place = { file: 'bench.js', start: 0, end: 1, line: 1, column: 0 };
const from = { kind: 'written', place, text: '' };
const atom = (shape) => ({ ...shape, place, text: shape.op });
const matches = ({ source, flags }) => atom({ op: 'matches', source, flags });
const pattern = (source) => atom({ op: 'matches', source, flags: '' });
const text = (op, operand) => atom({ op, operand, ignoreCase: false });

/** Checks as people write them. */
const USUAL = [
  /example.com/, /example\.com$/, /^https:\/\/.*example\.com$/, /[\w.-]*example\.com$/, /^https:\/\/example\.com/, /^https:\/\/example\.com\b/, /^https:\/\/example\.com:?.*$/,
  /https:\/\/(app|admin)\.example\.com/, /^https:\/\/app\.example\.com|https:\/\/admin\.example\.com$/, /^https:\/\/example\.com[^.]*$/, /^https:\/\/example\.com[^a-zA-Z0-9.-]/,
  /^https:\/\/www.example.com$/, /^https:\/\/api.example.co.uk$/, /localhost/, /^http:\/\/127\.0\.0\.1/, /vercel\.app$/, /^https:\/\/my-app-[a-z0-9]+-team\.vercel\.app$/,
  /^https:\/\/example.com$/, /^https:\/\/example\.com(:\d+)?\/?$/i, /^https:\/\/[^.]+\.example\.com$/, /^https:\/\/.*\.example\.com$/, /^(?!.*evil).*\.example\.com$/, /^https?:\/\/localhost(:\d+)?$/,
  /^https?:\/\/(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/,
].map(matches).concat([text('ends-with', 'example.com'), text('ends-with', '.example.com'), text('starts-with', 'https://example.com'), text('contains', 'example.com'), { op: 'and', of: [text('starts-with', 'https://'), text('ends-with', '.example.com')] }, atom({ op: 'part', part: 'hostname', is: text('ends-with', '.example.com') })]);

/** Patterns that were made to take long. */
const HOSTILE = [
  '^(a+)+$', '^(a|a)*$', '^((a)+)+$', '(x+x+)+y', '^(.*)*$', '^(a?){30}a{30}$', '^(([a-z])+.)+[A-Z]([a-z])+$', `^${'.*'.repeat(150)}x$`, `${'.*'.repeat(900)}x`, `(${'a|'.repeat(900)}b)*c`,
  Array.from({ length: 250 }, (_, index) => `a${String(index)}\\.com`).join('|'), `https://(${Array.from({ length: 900 }, (_, index) => `a${String(index)}`).join('|')})\\.example\\.com$`, 'a'.repeat(10_000),
  `${'(?:'.repeat(400)}a${')'.repeat(400)}`, '(?=a{1000})(?:a{1000}){1000}', '[a-z]{0,1000}example[a-z]{0,1000}', '^https://([a-z0-9]{1,50}\\.){1,50}example\\.com$', '(a*)*(b*)*(c*)*(d*)*$', '^(?!(?:.*a){20})(?!(?:.*b){20}).*example\\.com$',
].map(pattern);

const CHECKS = [...USUAL, ...HOSTILE];
const judge = (when) => faultsOf({ allowOrigin: { kind: 'echo', when, source: { kind: 'origin', name: 'Origin' }, from } }, []);

/** Processor time, which does not depend on what else the machine does. */
function timed(when) {
  const started = process.cpuUsage();
  judge(when);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

function line(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => `${(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1).padStart(8)} ms`;
  console.log(`${name.padEnd(28)} median ${at(0.5)}   95th percentile ${at(0.95)}   most ${at(1)}`);
}

const asked = process.argv[2];
if (asked !== undefined) {
  const time = timed(CHECKS[Number(asked)]);
  console.log(JSON.stringify({ time, memory: process.resourceUsage().maxRSS }));
} else {
  const cold = CHECKS.map((_, index) => JSON.parse(spawnSync(process.execPath, [fileURLToPath(import.meta.url), String(index)], { encoding: 'utf8' }).stdout));
  const warm = CHECKS.map((when) => {
    timed(when);
    return Math.min(...Array.from({ length: 20 }, () => timed(when)));
  });
  const once = CHECKS.map((when) => timed(when));
  console.log(`${String(USUAL.length)} usual checks and ${String(HOSTILE.length)} hostile ones`);
  line('usual, cold', cold.slice(0, USUAL.length).map(({ time }) => time));
  line('usual, warm', warm.slice(0, USUAL.length));
  line('hostile, cold', cold.slice(USUAL.length).map(({ time }) => time));
  line('hostile, warm', once.slice(USUAL.length));
  console.log(`memory of the largest process: ${(Math.max(...cold.map(({ memory }) => memory)) / 1024).toFixed(0)} MB`);
}
