import { findingsIn } from '../define-rule.ts';
import plugin from '../index.ts';
import { clientContract } from '../contract/client-contract.ts';
import { contractOf } from '../contract/contract.ts';
import { hasMarkers, traitsOf } from '../markers.ts';
import { closeProject, openProject, projectOf, sharedTree } from '../project.ts';
import { parseSettings } from '../settings.ts';
import { specifiersIn } from '../values/modules/specifiers.ts';
import type { Engine } from './engine.ts';

const CONTRACT = { 'cors/client-contract': 'error' } as const;

/** The plugin of this package, with the question that only a whole run can answer. */
export const corsEngine: Engine = {
  plugin: {
    rules: { ...plugin.rules, 'client-contract': clientContract },
    configs: {
      recommended: { rules: { ...plugin.configs.recommended.rules, ...CONTRACT } },
      strict: { rules: { ...plugin.configs.strict.rules, ...CONTRACT } },
    },
  },
  findingsIn,
  hasMarkers,
  traitsOf,
  filesWithRefusedRequests(root, settings) {
    const project = projectOf(root);
    if (project === null) return [];
    return [...contractOf(project, parseSettings(settings)).keys()].flatMap((file) => project.files.get(file)?.path ?? []);
  },
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
