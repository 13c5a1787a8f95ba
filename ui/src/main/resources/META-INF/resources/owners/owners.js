// The owners' page: asks the server what a wallet is to sign, has the wallet sign it by TON Connect, and hands the answer
// in. It believes nothing itself: the server judges. What comes from elsewhere is shown as text, never as markup.

const api = '../v1';
const kept = 'cocoon.owner';
const qrQuiet = 4;
const pollMillis = 5_000;

const $ = id => document.getElementById(id);
const sdk = () => globalThis.TonConnectSDK;

/** A refusal in the server's words, with its code. */
class Refused extends Error {
  constructor(problem) {
    const words = problem.detail || problem.title || 'The server refused.';
    super(words.charAt(0).toUpperCase() + words.slice(1));
    this.code = problem.code;
  }
}

class Stopped extends Error {}

async function call(method, path, {key, body} = {}) {
  const headers = {};
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(api + path, {method, headers, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store'});
  } catch {
    throw new Refused({detail: 'The server cannot be reached. Nothing was changed as far as this page knows.', code: 'UNREACHABLE'});
  }
  if (answer.status === 204) return null;
  const json = await answer.json().catch(() => null);
  if (!answer.ok || json === null) {
    throw new Refused(json ?? {detail: `The server answered ${answer.status}.`, code: 'NO_ANSWER'});
  }
  return json;
}

// --- Messages

function tell(where, text, good) {
  where.textContent = text;
  where.className = good ? 'message good' : 'message bad';
  where.hidden = !text;
}

function fail(where, error) {
  if (error instanceof Stopped) return tell(where, '', false);
  tell(where, error instanceof Refused && error.code ? `${error.message} (${error.code})` : error.message, false);
}

function say(text) {
  $('said').textContent = text;
}

/** Runs an order with its button at rest. */
async function once(button, order) {
  button.disabled = true;
  tell($('message'), '', false);
  try {
    await order();
  } catch (error) {
    fail($('message'), error);
  } finally {
    button.disabled = false;
  }
}

// --- The wallet

/** Nothing of a connection is kept: a proof is all that is wanted of it. */
function forgetful() {
  const items = new Map();
  return {
    setItem: async (name, value) => void items.set(name, value),
    getItem: async name => items.get(name) ?? null,
    removeItem: async name => void items.delete(name),
  };
}

function qr(link) {
  const code = globalThis.qrcode(0, 'L');
  code.addData(link);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column + qrQuiet} ${row + qrQuiet}h1v1h-1z`;
    }
  }
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${size + 2 * qrQuiet} ${size + 2 * qrQuiet}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const modules = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  modules.setAttribute('d', path);
  svg.append(modules);
  return svg;
}

const reasons = new Map([
  [300, 'You declined in the wallet. Nothing was changed.'],
  [2, 'The wallet could not fetch this page’s manifest: it must be reachable from the wallet.'],
  [3, 'The wallet could not read this page’s manifest.'],
]);

function walletError(error) {
  if (sdk() && error instanceof sdk().UserRejectsError) return new Error(reasons.get(300));
  return new Error(reasons.get(error?.code) ?? `The wallet did not connect: ${error?.message ?? 'no reason given'}`);
}

function answerOf(wallet) {
  const item = wallet.connectItems?.tonProof;
  if (!item || !('proof' in item)) {
    throw new Error(`This wallet gave no proof${item?.error?.message ? `: ${item.error.message}` : ''}. Try another one.`);
  }
  const {address, chain, publicKey, walletStateInit} = wallet.account;
  const {timestamp, domain, payload, signature} = item.proof;
  return {
    account: {address, chain: String(chain), ...(publicKey ? {publicKey} : {}), walletStateInit},
    proof: {timestamp, domain: {lengthBytes: domain.lengthBytes, value: domain.value}, payload, signature},
  };
}

/** Asks the owner's wallet to sign what the server wants to have signed; gives the wallet's answer. */
async function prove(purpose, title, {provider, key} = {}) {
  if (!sdk()) throw new Error('TON Connect could not be loaded from this server.');
  const question = await call('POST', '/wallet-proofs', {key, body: {purpose, ...(provider ? {provider} : {})}});
  const connector = new (sdk().TonConnect)({
    manifestUrl: question.manifest,
    walletsListSource: new URL('wallets.json', document.baseURI).href,
    storage: forgetful(),
    analytics: {mode: 'off'},
  });
  const dialog = $('wallets');
  const trouble = $('dialog-message');
  $('wallets-title').textContent = title;
  $('wallets-domain').textContent = question.domain;
  $('wallets-payload').textContent = question.payload;
  tell(trouble, '', false);
  const listeners = new AbortController();
  let clock = 0;
  try {
    return await new Promise((resolve, reject) => {
      const on = (element, event, action) => element.addEventListener(event, action, {signal: listeners.signal});
      const choosing = choose => {
        $('choice').hidden = !choose;
        $('waiting').hidden = choose;
      };
      connector.onStatusChange(wallet => {
        if (!wallet) return;
        try {
          resolve(answerOf(wallet));
        } catch (error) {
          fail(trouble, error);
          choosing(true);
          connector.disconnect().catch(() => {});
        }
      }, error => {
        fail(trouble, walletError(error));
        choosing(true);
      });
      clock = setTimeout(
        () => reject(new Error('The question has grown too old. Start again.')),
        Date.parse(question.expires) - Date.now());
      on(dialog, 'close', () => reject(new Stopped()));
      on($('wallets-close'), 'click', () => dialog.close());
      on($('wallet-back'), 'click', () => {
        tell(trouble, '', false);
        choosing(true);
        $('wallet-list').querySelector('button')?.focus();
      });
      on($('wallet-copy'), 'click', () => copy($('wallet-link').href));
      choosing(true);
      let before = new AbortController();
      // The rows of an earlier question would ask that one again, and be believed by nobody.
      $('wallet-list').replaceChildren();
      list(connector, listeners.signal, wallet => {
        tell(trouble, '', false);
        before.abort();
        before = new AbortController();
        try {
          connect(connector, wallet, {request: {tonProof: question.payload}, signal: before.signal}, choosing);
        } catch (error) {
          fail(trouble, walletError(error));
        }
      }).catch(error => fail(trouble, error));
      dialog.showModal();
    });
  } finally {
    clearTimeout(clock);
    listeners.abort();
    if (dialog.open) dialog.close();
    connector.pauseConnection();
    if (connector.connected) connector.disconnect().catch(() => {});
  }
}

async function list(connector, signal, chosen) {
  const wallets = await connector.getWallets();
  if (signal.aborted) return;
  const here = wallets.filter(sdk().isWalletInfoCurrentlyInjected);
  const afar = wallets.filter(sdk().isWalletInfoRemote);
  const rows = [
    ...here.map(wallet => row(wallet, 'In this browser', () => chosen({here: true, wallet}))),
    ...afar.map(wallet => row(wallet, 'By QR code or link', () => chosen({here: false, wallet}))),
  ];
  $('wallet-list').replaceChildren(...rows);
  $('wallet-list').querySelector('button')?.focus();
}

function row(wallet, where, action) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const initial = document.createElement('span');
  const words = document.createElement('span');
  const place = document.createElement('span');
  button.type = 'button';
  initial.className = 'initial';
  initial.ariaHidden = 'true';
  initial.textContent = wallet.name.slice(0, 1);
  place.className = 'where';
  place.textContent = where;
  words.append(wallet.name, place);
  button.append(initial, words);
  button.addEventListener('click', action);
  item.append(button);
  return item;
}

function connect(connector, {here, wallet}, request, choosing) {
  $('waiting-text').textContent = `Waiting for ${wallet.name}…`;
  $('qr').hidden = here;
  $('wallet-link').hidden = here;
  $('wallet-copy').hidden = here;
  if (here) {
    connector.connect({jsBridgeKey: wallet.jsBridgeKey}, request);
  } else {
    const link = connector.connect({universalLink: wallet.universalLink, bridgeUrl: wallet.bridgeUrl}, request);
    $('wallet-link').href = link;
    $('wallet-link').textContent = `Open ${wallet.name}`;
    $('qr').replaceChildren(qr(link));
  }
  choosing(false);
  $(here ? 'wallet-back' : 'wallet-link').focus();
}

// What the SDK still had under way when its owner took another wallet: it says so to nobody in particular.
addEventListener('unhandledrejection', event => {
  if (sdk() && event.reason instanceof sdk().TonConnectError) event.preventDefault();
});

// --- The owner

let owner = null;
let poll = 0;

function remember(next) {
  owner = next;
  // This tab only; gone with it.
  if (next) sessionStorage.setItem(kept, JSON.stringify(next));
  else sessionStorage.removeItem(kept);
}

function left(due) {
  const minutes = Math.max(0, Math.ceil((Date.parse(due) - Date.now()) / 60_000));
  if (minutes === 0) return 'which is now';
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `in ${minutes} min` : `in ${hours} h ${minutes % 60} min`;
}

function show(status) {
  $('start').hidden = true;
  $('owner').hidden = false;
  $('lead').hidden = true;
  $('title').textContent = 'Your payout wallet';
  $('address').textContent = status.display;
  $('raw').textContent = status.address;
  $('owner-id').textContent = status.provider;
  $('fresh').hidden = !owner?.fresh;
  $('fresh-key').textContent = owner?.fresh ? owner.key : '';
  $('next').hidden = !status.next;
  $('change-card').hidden = Boolean(status.next);
  if (status.next) {
    $('next-address').textContent = status.next.display;
    $('next-due').textContent = new Date(status.next.due).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});
    $('next-left').textContent = left(status.next.due);
  }
  clearTimeout(poll);
  if (status.next) poll = setTimeout(() => refresh(status), pollMillis);
}

/** Nanoton, a text of digits, as TON. */
function ton(nanoton) {
  const digits = String(nanoton).padStart(10, '0');
  const rest = digits.slice(-9).replace(/0+$/, '');
  return `${digits.slice(0, -9)}${rest ? `.${rest}` : ''} TON`;
}

function day(time) {
  return new Date(time).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});
}

/** What the exit owes this owner, by the root that stands; nothing is shown where the network keeps no exit. */
async function showExit() {
  const of = owner;
  let exit = null;
  try {
    exit = await call('GET', `/providers/${of.provider}/exit`, {key: of.key});
  } catch (error) {
    if (error.code !== 'NOT_FOUND') fail($('message'), error);
  }
  if (of !== owner) return;
  $('exit').hidden = !exit;
  if (!exit) return;
  const claim = exit.claim;
  $('exit-state').textContent = exit.open
    ? `it has been open since ${day(exit.opensAt)}.`
    : `it is closed, and opens on ${day(exit.opensAt)} unless the operator renews it.`;
  $('exit-owed').textContent = claim
    ? `${ton(claim.amount)}${claim.claimed ? ', which was claimed' : ''}`
    : 'nothing by this root';
  $('exit-address').textContent = claim?.address ?? '–';
  $('exit-contract').textContent = exit.contract;
  $('exit-leaf').textContent = claim ? `${exit.number}, leaf ${claim.index}` : `${exit.number}`;
  $('exit-claim').hidden = !claim || claim.claimed;
  if (claim) {
    $('exit-gas').textContent = ton(claim.value);
    // A wallet is opened by this scheme and no other.
    if (claim.link.startsWith('ton://transfer/')) $('exit-link').href = claim.link;
  }
}

async function refresh(before) {
  const asked = owner;
  if (!asked) return;
  try {
    const status = await current();
    if (owner !== asked) return;
    if (before.next && !status.next && status.address === before.next.address) {
      tell($('message'), 'The new wallet is paid from now on.', true);
    }
    show(status);
  } catch {
    if (owner === asked) poll = setTimeout(() => refresh(before), pollMillis); // a server that restarts
  }
}

function current() {
  return call('GET', `/providers/${owner.provider}/payout-address`, {key: owner.key});
}

async function enter(next) {
  const before = owner;
  owner = next;
  try {
    const status = await current();
    remember(next);
    show(status);
    $('exit').hidden = true;
    showExit();
    $('title').focus();
  } catch (error) {
    owner = before;
    throw error;
  }
}

function leave() {
  clearTimeout(poll);
  remember(null);
  $('owner').hidden = true;
  $('start').hidden = false;
  $('lead').hidden = false;
  $('key').value = '';
  $('title').textContent = 'Where your GPUs’ earnings are paid';
  $('title').focus();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say('Copied');
  } catch {
    say('The browser does not let this page copy: select the text instead.');
  }
}

// --- What people do

function onSubmit(form, order) {
  $(form).addEventListener('submit', event => {
    event.preventDefault();
    once(event.submitter, order);
  });
}

onSubmit('register', async () => {
  const name = $('name').value.trim();
  const wallet = await prove('REGISTER', 'Connect the wallet that is to be paid');
  const registered = await call('POST', '/providers/by-wallet', {body: {name, wallet}});
  await enter({provider: registered.provider, key: registered.apiKey, fresh: true});
  tell($('message'), 'Registered. The wallet is proven to be yours.', true);
});

onSubmit('open', () => enter({provider: $('provider').value.trim(), key: $('key').value.trim()}));

onSubmit('keep', async () => {
  const provider = $('keep-provider').value.trim();
  const wallet = await prove('KEEP', 'Connect the wallet that is paid now', {provider});
  await call('POST', `/providers/${provider}/payout-address/keep`, {body: {wallet}});
  tell($('message'), 'The change is cancelled: this wallet stays the one that is paid.', true);
});

$('change').addEventListener('click', event => once(event.currentTarget, async () => {
  const wallet = await prove('PAY', 'Connect the new wallet', owner);
  show(await call('PUT', `/providers/${owner.provider}/payout-address`, {key: owner.key, body: {wallet}}));
  tell($('message'), 'The new wallet is proven. The change waits; until then the old wallet is paid.', true);
  $('title').focus();
}));

$('cancel').addEventListener('click', event => once(event.currentTarget, async () => {
  show(await call('DELETE', `/providers/${owner.provider}/payout-address/change`, {key: owner.key}));
  tell($('message'), 'Cancelled: the wallet stays.', true);
  $('title').focus();
}));

$('exit-copy').addEventListener('click', () => copy($('exit-link').href));

$('leave').addEventListener('click', () => {
  tell($('message'), '', false);
  leave();
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy($(button.dataset.copy).textContent));
}

async function begin() {
  call('GET', '/network').then(network => { $('network').textContent = network.networkId; }, () => {});
  const stored = sessionStorage.getItem(kept);
  if (stored) {
    try {
      return await enter(JSON.parse(stored));
    } catch (error) {
      fail($('message'), error);
    }
  }
  $('start').hidden = false;
}

begin();
