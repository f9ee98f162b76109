import { findingsIn } from '../define-rule.ts';
import plugin from '../index.ts';
import { hasMarkers } from '../markers.ts';
import { closeProject, openProject, sharedTree } from '../project.ts';
import { parseSettings } from '../settings.ts';
import { specifiersIn } from '../values/modules/specifiers.ts';
import type { Engine } from './engine.ts';

/** The plugin of this package. */
export const corsEngine: Engine = {
  plugin,
  findingsIn,
  hasMarkers,
  specifiersIn,
  openProject(root, files) {
    openProject(root, files);
    return () => {
      closeProject(root);
    };
  },
  sharedTree,
  checkSettings: parseSettings,
};
