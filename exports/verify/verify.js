
"use strict";
/* Checks a bundle as verify.py does, with the same verdicts. It needs no network and no library:
   SHA-256 and SHA-512 (FIPS 180-4) and Ed25519 (RFC 8032, strictly) stand below, because a
   browser's own cannot hash in pieces and accepts keys of small order. */

const FORMAT = "casebook-bundle/1";
const PAYLOAD_TYPE = "application/vnd.casebook.export+json";
const STATEMENT = "statement.dsse.json";
const LIST = "manifest-sha256.txt";
const TAG_LIST = "tagmanifest-sha256.txt";
const DEBRIS = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);
const BESIDE = "not signed; a desktop leaves it here";
const PIECE = 4 << 20;
const MOST = 64 << 20;
const SEALED =
  "a ZIP: open it first, with 7-Zip or WinZip; if it asks, its password is the seven words";
const GOOD = "UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED";
const encoder = new TextEncoder();

/* ---- the constants of SHA-2: parts of the roots of the first primes ---- */

const PRIMES = [];
for (let n = 2; PRIMES.length < 80; n++) {
  if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
}

function root(n, degree) {
  // The whole part of the root of n, by Newton's way.
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / degree) + 1);
  const k = BigInt(degree);
  for (;;) {
    const next = ((k - 1n) * x + n / x ** (k - 1n)) / k;
    if (next >= x) return x;
    x = next;
  }
}

const fraction = (prime, degree) =>
  root(BigInt(prime) << BigInt(64 * degree), degree) & 0xffffffffffffffffn;
const CUBES = PRIMES.map((prime) => fraction(prime, 3));
const SQUARES = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2));
const K256 = Uint32Array.from(CUBES.slice(0, 64), (value) => Number(value >> 32n));
const START256 = Uint32Array.from(SQUARES, (value) => Number(value >> 32n));

class Sha256 {
  constructor() {
    this.state = START256.slice();
    this.rest = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
    this.w = new Uint32Array(64);
  }

  block(data, at) {
    const w = this.w, s = this.state;
    for (let i = 0, j = at; i < 16; i++, j += 4) {
      w[i] = (data[j] << 24) | (data[j + 1] << 16) | (data[j + 2] << 8) | data[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const p = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const q = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + p + w[i - 7] + q) | 0;
    }
    let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    for (let i = 0; i < 64; i++) {
      const p = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + p + ((e & f) ^ (~e & g)) + K256[i] + w[i]) | 0;
      const q = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (q + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }

  update(data) {
    this.length += data.length;
    let at = 0;
    if (this.filled) {
      while (at < data.length && this.filled < 64) this.rest[this.filled++] = data[at++];
      if (this.filled < 64) return this;
      this.block(this.rest, 0);
      this.filled = 0;
    }
    for (; at + 64 <= data.length; at += 64) this.block(data, at);
    while (at < data.length) this.rest[this.filled++] = data[at++];
    return this;
  }

  digest() {
    const end = new Uint8Array((this.filled < 56 ? 64 : 128) - this.filled);
    end[0] = 0x80;
    new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(this.length) * 8n);
    this.update(end);
    const out = new Uint8Array(32);
    this.state.forEach((word, i) => new DataView(out.buffer).setUint32(4 * i, word));
    return out;
  }
}

const sha256 = (data) => new Sha256().update(data).digest();

function sha512(message) {
  const M = 0xffffffffffffffffn;
  const turned = (x, n) => ((x >> n) | (x << (64n - n))) & M;
  const length = Math.ceil((message.length + 17) / 128) * 128;
  const data = new Uint8Array(length);
  data.set(message);
  data[message.length] = 0x80;
  const view = new DataView(data.buffer);
  view.setBigUint64(length - 8, BigInt(message.length) * 8n);
  const state = SQUARES.slice();
  const w = new Array(80);
  for (let at = 0; at < length; at += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(at + 8 * i);
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15], y = w[i - 2];
      const p = turned(x, 1n) ^ turned(x, 8n) ^ (x >> 7n);
      const q = turned(y, 19n) ^ turned(y, 61n) ^ (y >> 6n);
      w[i] = (w[i - 16] + p + w[i - 7] + q) & M;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const p = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n);
      const one = (h + p + ((e & f) ^ (~e & M & g)) + CUBES[i] + w[i]) & M;
      const q = turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n);
      const two = (q + ((a & b) ^ (a & c) ^ (b & c))) & M;
      h = g; g = f; f = e; e = (d + one) & M; d = c; c = b; b = a; a = (one + two) & M;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) & M; });
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((value, i) => out.setBigUint64(8 * i, value));
  return new Uint8Array(out.buffer);
}

/* ---- Ed25519 ---- */

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value) => ((value % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n));
const TURN = power(2n, (P - 1n) / 4n);
const ZERO = [0n, 1n, 1n, 0n];

function plus(one, two) {
  const a = mod((one[1] - one[0]) * (two[1] - two[0]));
  const b = mod((one[1] + one[0]) * (two[1] + two[0]));
  const c = mod(2n * one[3] * two[3] * D), d = mod(2n * one[2] * two[2]);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(factor, point) {
  let total = ZERO;
  for (; factor; factor >>= 1n) {
    if (factor & 1n) total = plus(total, point);
    point = plus(point, point);
  }
  return total;
}

const same = (one, two) =>
  mod(one[0] * two[2] - two[0] * one[2]) === 0n && mod(one[1] * two[2] - two[1] * one[2]) === 0n;

const little = (bytes) => bytes.reduceRight((total, byte) => (total << 8n) | BigInt(byte), 0n);

function pointOf(bytes) {
  // None for another spelling than the one allowed, and for a point of small order.
  const odd = BigInt(bytes[31] >> 7), y = little(bytes) & (2n ** 255n - 1n);
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * TURN);
  if (y >= P || mod(x * x - square) || (x === 0n && odd)) return null;
  if ((x & 1n) !== odd) x = P - x;
  const point = [x, y, 1n, mod(x * y)];
  return same(times(8n, point), ZERO) ? null : point;
}

function signatureFits(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const scalar = little(signature.slice(32));
  const a = pointOf(key), r = pointOf(signature.slice(0, 32));
  if (scalar >= ORDER || !a || !r) return false;
  const base = pointOf(Uint8Array.from({ length: 32 }, (_, i) => (i ? 0x66 : 0x58)));
  const factor = little(sha512(joined(signature.slice(0, 32), key, message))) % ORDER;
  return same(times(scalar, base), plus(r, times(factor, a)));
}

/* ---- bytes and text ---- */

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const equal = (one, two) => one.length === two.length && one.every((byte, i) => byte === two[i]);
const binary = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
};
const toBase64 = (bytes) => btoa(binary(bytes));
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw unfit("unreadable", STATEMENT,
    "it is not spelled as a bundle spells it");
  return JSON.stringify(value);
}

function shown(text) {
  const fits = (c) => !/[\p{C}\p{M}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(c);
  return Array.from(String(text)).slice(0, 160).map((c) => (fits(c) ? c
    : `<U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`)).join("");
}

function spoken(digest) {
  const consonants = "bdghjklmnprstvwz", vowels = "aiou", words = [];
  for (let i = 0; i < 12; i += 2) {
    const bits = (digest[i] << 8) | digest[i + 1];
    words.push(consonants[bits >> 12] + vowels[(bits >> 10) & 3] + consonants[(bits >> 6) & 15]
      + vowels[(bits >> 4) & 3] + consonants[bits & 15]);
  }
  return words.join(" ");
}

/* ---- the bundle ---- */

function finding(code, object, consequence, verdict = "changed") {
  return { code, object, consequence, verdict };
}

function unfit(...said) {
  return Object.assign(new Error("unfit"), { finding: finding(...said) });
}

function strictJson(bytes) {
  let value;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    if (canonical(value) !== text || !value || typeof value !== "object" || Array.isArray(value)) {
      value = undefined;
    }
  } catch (fault) { value = undefined; }
  if (value === undefined) {
    throw unfit("unreadable", STATEMENT, "it is not spelled as a bundle spells it");
  }
  return value;
}

function said(record, field, kind) {
  const value = record && Object.hasOwn(record, field) ? record[field] : undefined;
  const fits = { text: typeof value === "string", list: Array.isArray(value),
    number: Number.isSafeInteger(value),
    record: Boolean(value) && typeof value === "object" && !Array.isArray(value) };
  if (!fits[kind]) {
    throw unfit("statement-wrong", field, "the statement does not say this as a bundle does");
  }
  return value;
}

function digits(text) {
  if (typeof text !== "string" || !/^[0-9a-f]{64}$/.test(text)) {
    throw unfit("statement-wrong", "a digest", "the statement spells it wrongly");
  }
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

function hygienic(path) {
  return /^[A-Za-z0-9._/-]{1,200}$/.test(path) && path.split("/").every((part) => part
    && !/^[.-]|\.$/.test(part) && !/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i.test(part));
}

const pae = (payload) => joined(
  encoder.encode(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload);

function signatureFiles(payload, key, signature) {
  const der = joined(Uint8Array.from("302a300506032b6570032100".match(/../g),
    (pair) => parseInt(pair, 16)), key);
  const entry = { keyid: hex(sha256(key)), sig: toBase64(signature) };
  const outer = { payload: toBase64(payload), payloadType: PAYLOAD_TYPE, signatures: [entry] };
  const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(der)}\n-----END PUBLIC KEY-----\n`;
  return new Map([
    [STATEMENT, encoder.encode(canonical(outer))],
    ["signature/public-key.pem", encoder.encode(pem)],
    ["signature/signed-bytes.bin", pae(payload)],
    ["signature/signature.bin", signature],
  ]);
}

function readStatement(data) {
  const outer = strictJson(data);
  let payload, signature;
  try {
    payload = fromBase64(outer.payload);
    signature = fromBase64(outer.signatures[0].sig);
  } catch (fault) {
    payload = signature = new Uint8Array(0);
  }
  const says = strictJson(payload);
  if (says.format !== FORMAT) {
    throw unfit("other-format", STATEMENT, "this checker does not know its form",
      "cannot tell");
  }
  const key = digits(said(says, "released", "record").public_key);
  const files = signatureFiles(payload, key, signature);
  if (!equal(data, files.get(STATEMENT))) {
    throw unfit("envelope-wrong", STATEMENT, "it is not one statement with one signature");
  }
  if (!signatureFits(key, signature, pae(payload))) {
    throw unfit("signature-wrong", STATEMENT, "the signature does not fit");
  }
  const wanted = new Map();
  for (const [name, file] of files) wanted.set(name, { size: file.length, sha256: hex(sha256(file)) });
  for (const entry of said(says, "files", "list")) {
    const path = said(entry, "path", "text"), size = said(entry, "size", "number");
    if (!hygienic(path) || wanted.has(path) || path === TAG_LIST) {
      throw unfit("path-wrong", path, "the statement lists a name that no bundle has");
    }
    wanted.set(path, { size, sha256: hex(digits(entry.sha256)) });
  }
  return { says, key, files: wanted };
}

function rootFrom(leaf, index, size, path) {
  let last = size - 1n, result = leaf;
  for (const other of path) {
    if (last === 0n) return null;
    if (index & 1n || index === last) {
      result = sha256(joined(Uint8Array.of(1), other, result));
      while (index && !(index & 1n)) { index >>= 1n; last >>= 1n; }
    } else {
      result = sha256(joined(Uint8Array.of(1), result, other));
    }
    index >>= 1n; last >>= 1n;
  }
  return last === 0n ? result : null;
}

function logFaults(log) {
  const faults = [], size = said(log, "size", "number"), top = digits(log.root);
  for (const entry of said(log, "entries", "list")) {
    const header = said(entry, "header", "record"), seq = said(header, "seq", "number");
    const path = said(entry, "path", "list").map(digits);
    const leaf = sha256(joined(Uint8Array.of(0), encoder.encode(canonical(header))));
    const found = seq >= 1 && seq <= size ? rootFrom(leaf, BigInt(seq - 1), BigInt(size), path) : null;
    if (!found || !equal(found, top)) {
      faults.push(finding("proof-wrong", `entry ${seq}`, "the log it names lacks it"));
    }
  }
  return faults;
}

async function hashed(tree, wanted, progress) {
  // A file whose size is not one that was signed is not read: the size tells already.
  const found = new Map(), faults = [];
  const gone = new Set([...wanted].filter(([name]) => !tree.has(name)).map(([, { size }]) => size));
  for (const [name, file] of tree) {
    if (wanted.has(name) ? wanted.get(name).size !== file.size : !gone.has(file.size)) continue;
    const digest = new Sha256();
    try {
      for (let at = 0; at < file.size; at += PIECE) {
        const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
        digest.update(piece);
        progress(piece.length);
      }
      found.set(name, hex(digest.digest()));
    } catch (fault) {
      faults.push(finding("not-read", name, "it could not be read", "cannot tell"));
    }
  }
  return { found, faults };
}

function fileFaults(wanted, tree, found) {
  const faults = [];
  const extra = [...tree.keys()].filter((name) => !wanted.has(name) && name !== TAG_LIST);
  const moved = new Map(extra.filter((name) => found.has(name)).map((name) => [found.get(name), name]));
  for (const name of [...wanted.keys()].sort()) {
    const { size, sha256: right } = wanted.get(name);
    if (tree.has(name)) {
      if (tree.get(name).size !== size || (found.has(name) && found.get(name) !== right)) {
        faults.push(finding("altered", name, "its content is not what was signed"));
      }
    } else if (moved.has(right)) {
      faults.push(finding("renamed", moved.get(right), `it was signed as ${name}`));
    } else {
      faults.push(finding("missing", name, "it was signed and is not here"));
    }
  }
  const named = new Set(faults.map((each) => each.object));
  const unnamed = extra.filter((name) => !named.has(name));
  return faults.concat(unnamed.map(beyond));
}

function beyond(name) {
  // What follows from a file that nobody signed; none passes without a word.
  return DEBRIS.has(name.split("/").pop()) ? finding("beside", name, BESIDE, "unchanged")
    : finding("extra", name, "it was not signed");
}

function nameFaults(tree) {
  const faults = [], seen = new Map();
  for (const name of tree.keys()) {
    const folded = name.normalize("NFC").toUpperCase().toLowerCase();
    if (seen.has(folded)) {
      faults.push(finding("collision", name, `some systems take it for ${seen.get(folded)}`));
    }
    seen.set(folded, name);
  }
  return faults;
}

async function listFaults(tree, name, statement) {
  const listed = [...statement.files.keys()].sort()
    .filter((path) => path.startsWith("data/") === (name === LIST));
  const right = encoder.encode(
    listed.map((path) => `${statement.files.get(path).sha256}  ${path}\n`).join(""));
  const file = tree.get(name);
  const here = file ? new Uint8Array(await file.slice(0, right.length + 1).arrayBuffer())
    : new Uint8Array(0);
  return equal(here, right) ? []
    : [finding("list-wrong", name, "it is not the list of what was signed")];
}

function keyFaults(key, words) {
  const given = words.toLowerCase().match(/[a-z]+/g) || [], ours = spoken(sha256(key));
  if (given.join(" ") === ours) return [];
  const fit = new Set(ours.split(" ").filter((each) => given.includes(each))).size;
  let why = "nobody confirmed whose key it is";
  if (given.length) why = "it is not the key whose words you gave";
  if (fit > 3) why = `${fit} of its six words are among those you gave: ask for all six again`;
  return [finding("key-unknown", "the key that signed", why, "cannot tell")];
}

function absent(tree) {
  // Why the files are no bundle, and where the bundle may be.
  for (const name of [...tree.keys()].sort()) {
    if (name.endsWith("/bagit.txt")) {
      return finding("no-bundle", name.slice(0, -10), "this folder is the bundle", "cannot tell");
    }
    if (name.toLowerCase().endsWith(".zip")) return finding("sealed", name, SEALED, "cannot tell");
  }
  return finding("no-bundle", "it", "not a bundle", "cannot tell");
}

async function check(tree, words, progress = () => {}) {
  // tree: path inside the bundle -> anything with size, slice(), arrayBuffer() and text().
  if (![STATEMENT, LIST, "bagit.txt"].some((name) => tree.has(name))) {
    return { verdict: "cannot tell", statement: null, faults: [absent(tree)] };
  }
  if (tree.has(STATEMENT) && tree.get(STATEMENT).size > MOST) {
    return { verdict: "changed", statement: null,
      faults: [finding("too-large", STATEMENT, "no bundle has one as large")] };
  }
  let statement = null, faults = [];
  try {
    if (!tree.has(STATEMENT)) throw unfit("missing", STATEMENT, "every bundle has it");
    statement = readStatement(new Uint8Array(await tree.get(STATEMENT).arrayBuffer()));
    const read = await hashed(tree, statement.files, progress);
    faults = read.faults.concat(fileFaults(statement.files, tree, read.found),
      keyFaults(statement.key, words), await listFaults(tree, LIST, statement),
      await listFaults(tree, TAG_LIST, statement));
    faults = faults.concat(logFaults(said(statement.says, "log", "record")));
  } catch (fault) {
    if (!fault.finding) throw fault;
    faults.push(fault.finding);
  }
  faults = faults.concat(nameFaults(tree));
  const order = ["changed", "cannot tell", "unchanged"];
  const deciding = order.find((v) => faults.some((each) => each.verdict === v));
  faults.sort((one, two) => order.indexOf(one.verdict) - order.indexOf(two.verdict));
  return { verdict: deciding || "unchanged", faults, statement };
}

function verdictLine({ verdict, faults }) {
  if (verdict === "unchanged") return GOOD;
  const further = faults.filter((each) => each.verdict !== "unchanged").length - 1;
  const more = further > 0 ? ` (and ${further} more)` : "";
  const first = `${shown(faults[0].object)}: ${shown(faults[0].consequence)}`;
  return `${verdict.toUpperCase()}: ${first}${more}`;
}

/* ---- the page ---- */

function chosen(list) {
  // A browser gives `FOLDER/data/report.pdf`; the folder's own name does not count.
  const tree = new Map();
  for (const file of list) {
    const path = file.webkitRelativePath.split("/").slice(1).join("/");
    tree.set(path, file);
  }
  return tree;
}

function put(id, text) {
  document.getElementById(id).textContent = text;
}

async function run() {
  const list = document.getElementById("folder").files;
  document.getElementById("result").hidden = false;
  for (const id of ["verdict", "facts", "findings"]) put(id, "");
  document.getElementById("verdict").className = "";
  if (!list.length) {
    put("verdict", "CANNOT TELL: choose the folder of the bundle first");
    return;
  }
  const tree = chosen(list);
  const total = [...tree.values()].reduce((sum, file) => sum + file.size, 0);
  let done = 0, last = -1;
  const answer = await check(tree, document.getElementById("words").value, (bytes) => {
    done += bytes;
    const percent = Math.floor((100 * done) / total);
    if (percent !== last) put("progress", `Reading: ${last = percent} %`);
  });
  put("progress", `${tree.size} files read.`);
  put("verdict", verdictLine(answer));
  document.getElementById("verdict").className = answer.verdict.replace(" ", "-");
  if (answer.verdict === "unchanged") tell(answer.statement.says);
  for (const each of answer.faults) {
    const line = document.createElement("li");
    line.textContent = `${shown(each.object)}: ${shown(each.consequence)}`;
    document.getElementById("findings").append(line);
  }
}

function tell(says) {
  const facts = { Bundle: says.bundle, Case: says.case, From: says.school, Released: says.released.at };
  for (const [name, value] of Object.entries(facts)) {
    for (const [kind, text] of [["dt", name], ["dd", value]]) {
      const part = document.createElement(kind);
      part.textContent = shown(text);
      document.getElementById("facts").append(part);
    }
  }
}

if (typeof document === "undefined") {
  module.exports = { Sha256, sha256, sha512, signatureFits, pointOf, check, verdictLine, hygienic,
    spoken, canonical, rootFrom, shown, hex };
} else {
  document.getElementById("form").addEventListener("submit", (event) => {
    event.preventDefault();
    run().catch(() => put("verdict", "CANNOT TELL: this browser could not read the folder"));
  });
}
