import { readFileSync } from 'node:fs';
import { seemsServer } from '../clients/client-requests.ts';
import type { Project } from '../project.ts';
import type { PackageFacts } from './packages.ts';

/** Text by which a file is known to run in a page: its objects, hooks that run there only, a directive, a component library. */
const PAGE = /\b(?:window|document|localStorage|sessionStorage)\b\s*[.[?]|^\s*['"]use client['"]|\b(?:useEffect|useState|useMutation|onMounted|createRoot|createSlice|createAsyncThunk)\s*\(|\bXMLHttpRequest\b/m;
/** Hooks of React that no server component can call. */
const HOOKS = /^\s*['"]use client['"]|\b(?:useEffect|useState|useReducer|useCallback|useMutation)\s*(?:<[^()]*>)?\(/m;
const COMPONENT = /(?:from|require\()\s*['"](?:react(?:-dom)?|react-router-dom|@reduxjs\/toolkit|react-redux|vue|vue-router|pinia|vuex|svelte|@angular\/core|solid-js|preact|jquery)(?:\/[^'"]*)?['"]/;

/** Text by which a file is known to run on the server while pages are rendered, at least in parts. */
const RENDERED = /\b(?:getServerSideProps|getStaticProps|getStaticPaths|getInitialProps|generateMetadata|generateStaticParams|createServerFn|query\.server)\b|['"](?:server-only|next\/headers|next\/server)['"]/;

/** Files of a page's package that do not run in it. */
const BESIDE = /(?:^|[\\/])(?:scripts?|tools?|bin|server|servers|backend|api-server|functions|electron|workers?|mocks?|e2e|cypress)[\\/]|\.config\.[cm]?[jt]s$|\.(?:server|worker|stories)\.[cm]?[jt]sx?$|(?:^|[\\/])(?:service-?worker|sw|entry-server)\.[cm]?[jt]sx?$/i;

/**
 * Whether the code of a file is seen to run in browsers, where CORS holds. A package that is built for pages has nothing
 * else below its sources; in packages that render on a server too, the file itself has to show it.
 */
export function runsInPage(file: string, facts: PackageFacts, project: Project): boolean {
  const relative = file.slice(facts.directory.length);
  const text = textOf(file);
  if (text === null || seemsServer(text) || RENDERED.test(text) || BESIDE.test(relative)) return false;
  switch (facts.runs) {
    case 'page':
      return facts.hasServer ? isPageText(text) || isUsedByPages(file, project) : true;
    case 'next':
      return HOOKS.test(text) || (/[\\/]pages[\\/](?!api[\\/])/.test(file) && PAGE.test(text)) || isUsedByPages(file, project, HOOKS);
    case 'universal':
      return PAGE.test(text);
    case 'foreign':
    case 'server':
      return false;
  }
}

const isPageText = (text: string): boolean => PAGE.test(text) || COMPONENT.test(text) || /<\/[A-Za-z]/.test(text);

/** Whether all that import the file directly run in a page. */
function isUsedByPages(file: string, project: Project, mark: RegExp | null = null): boolean {
  const texts = project.directImportersOf(file).map(textOf);
  return texts.length > 0 && texts.every((text) => text !== null && !seemsServer(text) && !RENDERED.test(text) && (mark === null ? isPageText(text) : mark.test(text)));
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
