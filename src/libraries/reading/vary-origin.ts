import type { Field } from '../../policy/field.ts';
import type { VaryOrigin } from '../../policy/policy.ts';
import type { HeaderReading } from './header-policy.ts';
import type { RecognizedCall } from './library-calls.ts';
import type { OptionReading } from './option-policy.ts';

/** Whether answers vary by `Origin`, by the library's table; what it leaves open is unknown. */
export function varyOfLibrary(found: RecognizedCall, reading: OptionReading): VaryOrigin {
  const table = reading.byFunction ? found.library.vary.function : found.library.vary.option;
  const { from } = reading.allowOrigin;
  const field = (varies: boolean | null): Field<boolean> => (varies === null ? { kind: 'unknown', reason: 'differs between forms', from } : { kind: 'known', value: varies, from });
  return { any: field(table.any), fixed: field(table.fixed), echo: field(table.echo), refused: field(table.refused), off: field(table.off) };
}

/** What a handler's own writes of `Vary` say, by whether the origin was accepted. */
export function varyOfHeaders(reading: HeaderReading): VaryOrigin {
  const { varyAccepted, varyRefused } = reading;
  return { any: varyAccepted, fixed: varyAccepted, echo: varyAccepted, refused: varyRefused, off: varyRefused };
}
