// Runs the script of verify.html over folders, as a browser hands them over, and says the verdicts.
const fs = require("fs");
const path = require("path");
const page = require(process.argv[2]);

let read = 0;

// A file as a browser hands it over: its size is known before anything of it is read.
class OnDisk {
  constructor(place, from = 0, to = fs.statSync(place).size) {
    Object.assign(this, { place, from, to, size: to - from });
  }

  slice(from, to) {
    return new OnDisk(this.place, this.from + from, Math.min(this.to, this.from + to));
  }

  async arrayBuffer() {
    const bytes = Buffer.alloc(this.size);
    const file = fs.openSync(this.place, "r");
    const got = fs.readSync(file, bytes, 0, this.size, this.from);
    fs.closeSync(file);
    read += got;
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + got);
  }
}

function tree(folder) {
  const found = new Map();
  const visit = (at) => {
    for (const entry of fs.readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const name = at ? `${at}/${entry.name}` : entry.name;
      if (entry.isDirectory()) visit(name);
      else found.set(name, new OnDisk(path.join(folder, name)));
    }
  };
  visit("");
  return found;
}

(async () => {
  const said = {};
  for (const { name, folder, words } of JSON.parse(fs.readFileSync(0, "utf8"))) {
    read = 0;
    const answer = await page.check(tree(folder), words);
    const findings = answer.faults.map((each) => `${each.object}: ${each.consequence}`);
    said[name] = { line: page.verdictLine(answer), findings, read };
  }
  process.stdout.write(JSON.stringify(said));
})();
