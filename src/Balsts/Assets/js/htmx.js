// htmx for the pages that swap a part. Eval is off by the content-security policy (no 'unsafe-eval'); styles are ours.
import './htmx-config.js';
import 'htmx.org';
