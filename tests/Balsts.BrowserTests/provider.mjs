// A school's own sign-in: npm's oidc-provider, as anybody would run it. node provider.mjs MODULES PORT BACK SECRET
// Whoever writes a name is let in; all but those who begin with "new" have confirmed their e-mail.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [modules, port, back, secret] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'balsts', client_secret: secret, redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  cookies: { keys: ['of the tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, email: `${name}@demo.balsts.example`, email_verified: !name.startsWith('new') }) }),
  async loadExistingGrant({ oidc }) {
    const id = oidc.session.grantIdFor(oidc.client.clientId);
    if (id) return oidc.provider.Grant.find(id);
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>School</title><link rel="icon" href="data:,"><form method="post"><input name="name"><button>In</button></form>');
  let body = '';
  for await (const part of request) body += part;
  await provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('name') } });
}).listen(Number(port), 'localhost', () => console.log('ready'));
