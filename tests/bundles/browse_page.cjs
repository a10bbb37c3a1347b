// Opens verify.html of a bundle in Chromium, chooses the folder, types the words, reads the verdict.
const { spawn } = require("child_process");
const path = require("path");

const [browser, profile] = process.argv.slice(2);
const child = spawn(browser, ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
  "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
{ stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const [, , , input, output] = child.stdio;
const waiting = new Map();
let last = 0, rest = "";

output.on("data", (data) => {
  const parts = (rest + data).split("\0");
  rest = parts.pop();
  for (const part of parts) {
    const { id, result, error } = JSON.parse(part);
    if (!waiting.has(id)) continue;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error.message)); else resolve(result);
  }
});

function send(method, params = {}, sessionId) {
  const id = ++last;
  input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

async function verdict({ folder, words }) {
  const url = `file://${path.join(folder, "verify.html")}`;
  const { targetId } = await send("Target.createTarget", { url });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const run = async (expression) => (await send("Runtime.evaluate",
    { expression, awaitPromise: true, returnByValue: true }, sessionId)).result;
  const until = async (expression) => {
    for (let i = 0; i < 400; i++) {
      const { value } = await run(expression);
      if (value) return value;
      await new Promise((done) => setTimeout(done, 50));
    }
    return `never: ${expression}`;
  };
  await until("Boolean(document.getElementById('check')) && document.readyState === 'complete'");
  const { objectId } = (await send("Runtime.evaluate",
    { expression: "document.getElementById('folder')" }, sessionId)).result;
  await send("DOM.setFileInputFiles", { files: [folder], objectId }, sessionId);
  await until("document.getElementById('folder').files.length > 0");
  await run(`document.getElementById("words").value = ${JSON.stringify(words)};
    document.getElementById("check").click()`);
  return until("document.getElementById('verdict').textContent");
}

(async () => {
  const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const said = [];
  for (const each of asked) said.push(await verdict(each));
  process.stdout.write(JSON.stringify(said));
  await send("Browser.close");
})().catch((fault) => { console.error(fault); process.exitCode = 1; child.kill(); });
