import { findingsIn } from '../define-rule.ts';
import plugin from '../index.ts';
import { hasMarkers } from '../markers.ts';
import { parseSettings } from '../settings.ts';
import type { Engine } from './engine.ts';

/** The plugin of this package. */
export const corsEngine: Engine = { plugin, findingsIn, hasMarkers, checkSettings: parseSettings };
