/** What `--help` prints. */
export const USAGE = `Finds CORS misconfigurations in JavaScript and TypeScript, and shows the request that proves each one.

Usage: cors-lint [paths…] [options]

  Paths are files, directories or quoted globs; without any, the current directory is linted.

Options:
  --strict                    Ask the questions of the strict preset too
  --format <stylish|json>     How to print the result (default: stylish)
  --trusted-origin <origin>   An origin the server is meant for; may be repeated
  --public-path <pattern>     A route that is meant for every site, such as /feeds/**; may be repeated
  --max-warnings <n>          Tolerate up to n findings of severity low or info (default: 0)
  --no-client-contract        Do not compare what pages ask with what the repository's own servers allow
  --no-color                  Print without colours; NO_COLOR does the same
  --stdin                     Lint the text on standard input
  --stdin-filename <file>     The name that this text is linted under
  --version                   Print the version
  --help                      Print this text

Settings: the cwd's cors-lint.config.json, or the "cors-lint" key of its package.json, holds what an ESLint
configuration has in settings.cors. Origins and paths of the command line are added to it.

Files: directories are searched for .js .mjs .cjs .jsx .ts .mts .cts .tsx files. What .gitignore names is left out,
and so are node_modules, dist, build, coverage, other tools' output, *.min.js and *.d.ts. Symbolic links are not
followed. A file that is named is always linted. Files without CORS code are not parsed. Comments such as
"// eslint-disable-next-line cors/no-wildcard-origin -- a public feed" declare what is meant.

Exit codes:
  0  no findings
  1  findings, or CORS code in a file that could not be read or parsed while others could
  2  could not run: a wrong option or setting, a missing path, a failing rule, or no file that could be read
`;
