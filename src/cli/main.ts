#!/usr/bin/env node
import { runInTerminal } from './run-in-terminal.ts';

process.exitCode = await runInTerminal(process.argv.slice(2));
