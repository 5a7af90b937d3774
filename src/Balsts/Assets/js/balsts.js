// Every page works without this file; it makes some things better.
import { choices } from './choices.js';
import { drafts } from './drafts.js';
import { forms } from './forms.js';
import { goto } from './goto.js';
import { passkeys } from './passkeys.js';
import { rows } from './rows.js';
import { theme } from './theme.js';

theme(); goto(); choices(); drafts(); forms(); passkeys(); rows();
