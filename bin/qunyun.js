#!/usr/bin/env node
// `npx qunyun …`: builds when needed, then runs the command line.
import { ensureBuilt } from './build.js';

ensureBuilt();
await import('../dist/cli/main.js');
