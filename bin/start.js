#!/usr/bin/env node
// `npm start`: builds when needed, then runs the compiled program.
import { ensureBuilt } from './build.js';

ensureBuilt();
await import('../dist/main.js');
